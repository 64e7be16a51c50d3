import { createHash } from 'node:crypto';
import type { Emulator, Operation } from '../../emulator';
import {
	createUploadSession,
	type ConflictStrategy,
	type Dentry,
	type UploadTarget,
} from '../../lib/dingtalk';
import { SiblingCommits } from '../../lib/dingtalk/sibling-commits';
import { DEMO_TARGET } from './demo-target';
import { createApiLab, type ApiLab } from './api-lab';
import { useLab } from './use-lab';

const NEVER = new AbortController().signal;

/** Short enough for a test, long enough for any answer over loopback. */
const CALL_TIMEOUT_MS = 1_000;

/** All that DingTalk knows. */
export const STRATEGIES: readonly ConflictStrategy[] = [
	'AUTO_RENAME',
	'OVERWRITE',
	'RETURN_DENTRY_IF_EXISTS',
	'RETURN_ERROR_IF_EXISTS',
];

interface CommitLabOptions {
	/** The local clock. */
	readonly now?: () => number;
	/** Called in the place of a wait. */
	readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** An upload whose one part is stored, so that only the commit is left. */
interface StoredUpload {
	readonly uploadKey: string;
	readonly sha256: string;
	/** As the node commits. */
	commit(more?: { unclearSinceMs?: number; signal?: AbortSignal }): Promise<Dentry>;
	/** One call, as a process would make that is then killed. */
	commitOnce(): Promise<unknown>;
	isUploadGone(error: unknown): boolean;
}

/** Commits to an emulator through the session, as one process does. */
export interface CommitLab {
	readonly api: ApiLab['api'];
	readonly client: ApiLab['client'];
	/** Waits between commits and looks that were asked for and not made. */
	readonly sleptMs: number[];
	store(bytes: Buffer, target?: Partial<UploadTarget>): Promise<StoredUpload>;
	close(): Promise<void>;
}

/** For the tests of commits: what a lab does not show, DingTalk does. */
export function useCommitLab() {
	const at = useLab((emulator) => createCommitLab(emulator));
	const count = (operation: Operation) => at.emulator.calls({ operation }).length;
	return {
		get emulator() {
			return at.emulator;
		},
		get lab() {
			return at.lab;
		},
		/** How often a file was committed, and the folder looked at. */
		calls: () => ({ commits: count('commit'), looks: count('listDentries') }),
		files: () => at.emulator.files().map(({ name, version, sha256 }) => ({ name, version, sha256 })),
	};
}

export function createCommitLab(
	emulator: Emulator,
	{ now = Date.now, sleep }: CommitLabOptions = {},
): CommitLab {
	const { api, client, close } = createApiLab(emulator, { callTimeoutMs: CALL_TIMEOUT_MS });
	const siblings = new SiblingCommits();
	const sleptMs: number[] = [];
	const clock = {
		now,
		sleep: async (ms: number, signal: AbortSignal) => {
			sleptMs.push(ms);
			await sleep?.(ms, signal);
		},
	};
	return {
		api,
		client,
		sleptMs,
		close,
		async store(bytes, more = {}) {
			const target: UploadTarget = { ...DEMO_TARGET, ...more };
			const session = createUploadSession(api, target, { clock, siblings });
			const uploadKey = await session.open(bytes.length, NEVER);
			const [part] = await session.signParts(uploadKey, [1], NEVER);
			await fetch(part?.resourceUrls[0] ?? '', { method: 'PUT', headers: part?.headers ?? {}, body: bytes });
			const { spaceId, unionId, parentId, fileName: name, conflictStrategy } = target;
			const request = { uploadKey, name, parentId, size: bytes.length, conflictStrategy };
			return {
				uploadKey,
				sha256: createHash('sha256').update(bytes).digest('hex'),
				commit: ({ unclearSinceMs, signal = NEVER } = {}) =>
					session.commit({ uploadKey, sizeBytes: bytes.length, unclearSinceMs }, signal),
				commitOnce: () => api.commitFile(spaceId, unionId, request, NEVER).catch((error: unknown) => error),
				isUploadGone: (error) => session.isUploadGone(error),
			};
		},
	};
}
