import { createHash } from 'node:crypto';
import type { Emulator, EmulatorOptions, Operation } from '../../../emulator';
import { bufferSource, createStorageClient } from '../../../lib/upload';
import type { ApiLabOptions } from '../../support/api-lab';
import { deterministicBytes } from '../../support/pattern-bytes';
import { startTestEmulator } from '../../support/start-emulator';
import { createUploadLab, type UploadLab } from '../../support/upload-lab';

const KIB = 1024;
export const MIB = 1024 * KIB;
export const PART_SIZE_BYTES = 100 * KIB;
export const FOUR_PARTS = deterministicBytes(4 * PART_SIZE_BYTES);
/** Long for loopback, short for a test. */
export const STALL_TIMEOUT_MS = 300;

type UploadOverrides = Parameters<UploadLab['upload']>[1];

/** Engine, client and emulator, anew for each test. */
export class FaultLab {
	/** A client that sends one part at a time, whoever it is from. */
	readonly oneConnection = createStorageClient({ maxConnections: 1, allowHttp: true });

	private constructor(
		public emulator: Emulator,
		private readonly uploads: UploadLab,
	) {}

	static async open(options?: ApiLabOptions): Promise<FaultLab> {
		const emulator = await startTestEmulator();
		return new FaultLab(emulator, createUploadLab(emulator, options));
	}

	/** Waits that were asked for and not made. */
	get sleptMs(): readonly number[] {
		return this.uploads.sleptMs;
	}

	readonly upload: UploadLab['upload'] = async (source, options) =>
		await this.uploads.upload(source, {
			partSizeBytes: PART_SIZE_BYTES,
			stallTimeoutMs: STALL_TIMEOUT_MS,
			...options,
		});

	async uploadBytes(bytes: Uint8Array = FOUR_PARTS, options: UploadOverrides = {}) {
		return await this.upload(bufferSource(bytes), options);
	}

	/** Another emulator at the same addresses: all connections are gone, and nobody was told. */
	async restart(options: EmulatorOptions): Promise<void> {
		await this.emulator.close();
		this.emulator = await startTestEmulator(options);
	}

	/** How often each of the parts was sent, from part 1 on. */
	puts(parts: number): number[] {
		const calls = this.emulator.calls({ operation: 'put' });
		return Array.from(
			{ length: parts },
			(_, index) => calls.filter((call) => call.partNumber === index + 1).length,
		);
	}

	count(operation: Operation): number {
		return this.emulator.calls({ operation }).length;
	}

	expectOneFile(bytes: Uint8Array = FOUR_PARTS): void {
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		expect(this.emulator.files()).toEqual([expect.objectContaining({ sizeBytes: bytes.length, sha256 })]);
	}

	expectNoFile(): void {
		expect(this.emulator.files()).toEqual([]);
		expect(this.count('commit')).toBe(0);
	}

	/** Fails the test where a fault that it set never happened. */
	async close(): Promise<void> {
		await Promise.all([this.uploads.close(), this.oneConnection.close()]);
		await this.emulator.close();
		this.emulator.faults.assertConsumed();
	}
}
