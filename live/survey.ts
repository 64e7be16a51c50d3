import { CallBudget } from './call-budget';
import { connect } from './connection';
import { describeFailure } from './describe-failure';
import type { Facts, Probe, Workplace } from './probe';
import type { Account } from './settings';
import type { Tempo } from './tempo';
import { FOLDER_CALLS, WorkFolder } from './work-folder';

/** What became of a question: an answer, or why it could not be asked. */
export interface Outcome {
	readonly probe: Probe;
	readonly facts: Facts | undefined;
	readonly failure: string | undefined;
}

export interface Survey {
	/** In the order of the probes; fewer where it was stopped. */
	readonly outcomes: readonly Outcome[];
	readonly callsMade: number;
	/** What was made and could not be removed again, and why. */
	readonly leftBehind: string | undefined;
}

export interface SurveyOptions {
	/** A name that nothing has: the folder is removed with all that is in it. */
	readonly folderName: string;
	readonly probes: readonly Probe[];
	readonly tempo: Tempo;
	/** Ends the questions, and not the cleaning up. */
	readonly signal: AbortSignal;
	readonly onOutcome?: (outcome: Outcome, index: number) => void;
}

/** Calls that are kept for those that have to be repeated: a network fails now and then. */
const REPEATED_CALLS = 20;

/** A probe makes some ten calls and PUTs, of which each takes a moment. */
const PROBE_TIMEOUT_MS = 300_000;

/** Calls that a survey makes at most. */
export function maxCallsOf(probes: readonly Probe[]): number {
	return maxCallsBeforeRemoval(probes) + FOLDER_CALLS.remove;
}

function maxCallsBeforeRemoval(probes: readonly Probe[]): number {
	return probes.reduce((sum, { maxCalls }) => sum + maxCalls, FOLDER_CALLS.make + REPEATED_CALLS);
}

/** Asks all questions in a folder of its own, and removes it, however that ends. @throws where there is no folder */
export async function survey(account: Account, options: SurveyOptions): Promise<Survey> {
	const budget = new CallBudget(maxCallsBeforeRemoval(options.probes));
	const connection = connect(account, budget, options.tempo);
	try {
		const folder = await WorkFolder.make(connection, account, options.folderName);
		const { spaceId, unionId } = account;
		const outcomes = await askAll({ ...connection, spaceId, unionId, folderId: folder.id }, options);
		budget.extend(FOLDER_CALLS.remove);
		const leftBehind = await folder.remove();
		return { outcomes, callsMade: budget.made, leftBehind };
	} finally {
		await connection.close();
	}
}

/** Where to ask, without the time to do it in. */
type Place = Omit<Workplace, 'signal'>;

async function askAll(place: Place, { probes, signal, onOutcome }: SurveyOptions): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const [index, probe] of probes.entries()) {
		const outcome = await ask(probe, place, signal);
		if (signal.aborted) break;
		outcomes.push(outcome);
		onOutcome?.(outcome, index);
	}
	return outcomes;
}

/** One that fails does not end the others. */
async function ask(probe: Probe, place: Place, stop: AbortSignal): Promise<Outcome> {
	const deadline = AbortSignal.timeout(PROBE_TIMEOUT_MS);
	const signal = AbortSignal.any([stop, deadline]);
	try {
		signal.throwIfAborted();
		return { probe, facts: await probe.ask({ ...place, signal }), failure: undefined };
	} catch (error) {
		const failure = deadline.aborted ? 'it took too long' : describeFailure(error);
		return { probe, facts: undefined, failure };
	}
}
