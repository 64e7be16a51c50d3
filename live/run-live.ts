import { randomBytes } from 'node:crypto';
import { compare, isSame, type Comparison } from './compare';
import { surveyEmulator } from './emulated-survey';
import type { Probe } from './probe';
import type { Account } from './settings';
import { maxCallsOf, survey, type Outcome } from './survey';
import type { Tempo } from './tempo';

/** A question that was not answered, and why. */
interface Unasked {
	readonly question: string;
	readonly failure: string;
}

export interface LiveResult extends Comparison {
	readonly questions: number;
	/** Questions that were not begun, or not ended, because the run was stopped. */
	readonly stopped: number;
	readonly unasked: readonly Unasked[];
	readonly maxCalls: number;
	readonly callsMade: number;
	readonly leftBehind: string | undefined;
}

export interface LiveOptions {
	readonly account: Account;
	readonly probes: readonly Probe[];
	readonly tempo: Tempo;
	/** Ends the questions; what was made is removed all the same. */
	readonly signal: AbortSignal;
	readonly log: (line: string) => void;
}

/** Puts the same questions to an emulator and to DingTalk, and compares the answers. */
export async function runLive({ account, probes, tempo, signal, log }: LiveOptions): Promise<LiveResult> {
	const [questions, maxCalls] = [probes.length, maxCallsOf(probes)];
	log(`${questions} questions to DingTalk, with ${maxCalls} API calls at most.`);
	const folderName = `n8n-dingtalk-live-${randomBytes(4).toString('hex')}`;
	log(`They are asked in a folder of their own, ${folderName}, which is removed at the end.\n`);

	const expected = await surveyEmulator({}, probes);
	const onOutcome = (outcome: Outcome, index: number) => log(`  ${progressOf(outcome, expected[index])}`);
	const options = { folderName, probes, tempo, signal, onOutcome };
	const { outcomes, callsMade, leftBehind } = await survey(account, options);
	return {
		...(await compare(expected, outcomes, surveyEmulator)),
		questions,
		stopped: questions - outcomes.length,
		unasked: [...expected, ...outcomes].flatMap(unaskedOf),
		maxCalls,
		callsMade,
		leftBehind,
	};
}

function progressOf(outcome: Outcome, expected: Outcome | undefined): string {
	const { probe, failure } = outcome;
	const word = failure !== undefined ? 'not asked' : isSame(expected, outcome) ? 'same' : 'differs';
	return `${word.padEnd(9)}  ${probe.question}${failure === undefined ? '' : `: ${failure}`}`;
}

function unaskedOf({ probe: { question }, failure }: Outcome): Unasked[] {
	return failure === undefined ? [] : [{ question, failure }];
}
