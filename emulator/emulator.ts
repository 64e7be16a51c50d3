import type { Readable } from 'node:stream';
import type { FaultQueue } from './faults/fault-queue';
import type { Operation } from './faults/fault';
import type { CallFilter, RecordedCall } from './http/call-log';
import type { ProcessInstance } from './state/process-instances';
import type { Switches } from './switches';

/** A committed file. */
export interface StoredFile {
	readonly id: string;
	readonly spaceId: string;
	readonly parentId: string;
	readonly name: string;
	readonly path: string;
	readonly sizeBytes: number;
	readonly version: number;
	/** Lower-case hex; absent with the hashing store, which has the digests of `parts` instead. */
	readonly md5?: string;
	readonly sha256?: string;
	readonly parts: readonly StoredFilePart[];
}

/** A part as it was when the file was committed. */
export interface StoredFilePart {
	readonly partNumber: number;
	readonly sizeBytes: number;
	readonly md5?: string;
	readonly sha256?: string;
}

/** An upload that was not committed yet. */
export interface OpenUpload {
	readonly uploadKey: string;
	/** Whether the file comes in parts or in one PUT. */
	readonly kind: 'multipart' | 'single';
	readonly spaceId: string;
	readonly unionId: string;
	readonly parts: readonly StoredFilePart[];
}

/** A running emulator. */
export interface Emulator {
	/** The new-style API (api.dingtalk.com). */
	readonly apiUrl: string;
	/** The legacy API (oapi.dingtalk.com); the same listener. */
	readonly legacyApiUrl: string;
	/** The object storage, on a listener of its own. */
	readonly storageUrl: string;
	readonly faults: Pick<FaultQueue, 'add' | 'unconsumed' | 'assertConsumed' | 'clear'>;
	/** Choices for unknown behaviour; assign to one to change it while the emulator runs. */
	readonly switches: Switches;
	/** Every request in order of arrival, of both listeners. */
	calls(filter?: CallFilter): RecordedCall[];
	/** The largest number of calls of this operation that were under way at one moment. */
	peakInFlight(operation: Operation): number;
	files(): StoredFile[];
	/** The bytes of a committed file, as a stream. */
	openFile(id: string): Readable;
	/** The bytes of a committed file, all at once. */
	readFile(id: string): Promise<Buffer>;
	uploads(): OpenUpload[];
	/** The approvals that were started, oldest first. */
	processInstances(): ProcessInstance[];
	/** All tokens issued so far stop working. */
	expireTokens(): void;
	grantScope(clientId: string, scope: string): void;
	revokeScope(clientId: string, scope: string): void;
	/** Moves the clock of tokens, signatures and limits forward. */
	advanceClock(ms: number): void;
	/** Back to the state at the start: files, uploads, tokens, faults, calls, switches and clock. */
	reset(): void;
	/** Ends all connections, stalled ones too, and both listeners. */
	close(): Promise<void>;
}
