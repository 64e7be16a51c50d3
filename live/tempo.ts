import type { CallPacer } from '../lib/dingtalk';
import { abortableSleep } from '../lib/upload';

/** How fast calls may follow each other, and how a wait is made. */
export interface Tempo {
	/** Absent: nothing holds the calls back. */
	readonly pacer?: CallPacer;
	readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export function realTempo(pacer: CallPacer): Tempo {
	return { pacer, sleep: abortableSleep };
}

/** An emulator has no limit here, and moves on with every question. */
export const AT_ONCE: Tempo = { sleep: async (_, signal) => signal.throwIfAborted() };
