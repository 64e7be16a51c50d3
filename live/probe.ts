import type { Switches } from '../emulator';
import type { Connection } from './connection';

/** Where a probe works, and what with. */
export interface Workplace extends Connection {
	readonly unionId: string;
	readonly spaceId: string;
	/** The run's own folder. Every probe has its own names in it. */
	readonly folderId: string;
	readonly signal: AbortSignal;
}

/** What was seen, point by point, in words that hold no secret and no ID. */
export type Facts = Readonly<Record<string, string>>;

/** One question to DingTalk. */
export interface Probe {
	readonly question: string;
	/** Calls of the API that it makes, if none of them has to be repeated. */
	readonly maxCalls: number;
	/** Settings of the emulator with which it answers otherwise. */
	readonly alternatives?: ReadonlyArray<Partial<Switches>>;
	/** @throws where the question cannot be asked */
	ask(at: Workplace): Promise<Facts>;
}
