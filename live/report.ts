import type { Difference } from './compare';
import type { LiveResult } from './run-live';

/** The result as a person reads it, and as it can be pasted into a report: without secrets and IDs. */
export function describeResult(result: LiveResult): string {
	const { questions, stopped, unasked, leftBehind, callsMade, maxCalls } = result;
	return [
		...describeSwitches(result),
		...describeDifferences(result),
		...describeAgreement(result),
		...(stopped === 0 ? [] : [`Stopped: ${stopped} of ${questions} questions were not asked.`]),
		...unasked.map(({ question, failure }) => `Not asked: ${question} (${failure}).`),
		...(leftBehind === undefined ? [] : [`Not removed: ${leftBehind}. Please remove it by hand.`]),
		`API calls made: ${callsMade} of ${maxCalls}.`,
	].join('\n');
}

/** Whether everything was asked, and nothing is left; differences are a result and no failure. */
export function isComplete({ stopped, unasked, leftBehind }: LiveResult): boolean {
	return stopped === 0 && unasked.length === 0 && leftBehind === undefined;
}

function describeSwitches({ switches }: LiveResult): string[] {
	if (Object.keys(switches).length === 0) return [];
	const json = JSON.stringify(switches);
	return [
		'DingTalk answers as the emulator does with these switches:',
		'',
		`  ${json}`,
		'',
		'To turn them in an emulator that runs (npm run emulator):',
		'',
		`  curl --data '${json}' <its API base URL>/_emulator/switches`,
		'',
	];
}

function describeDifferences({ differences }: LiveResult): string[] {
	if (differences.length === 0) return [];
	return [
		'DingTalk differs from the emulator, which has no switch for it. Please report these rows, or put them',
		'into docs/truth.md:',
		'',
		'| question | emulator | DingTalk |',
		'| --- | --- | --- |',
		...differences.map(describeDifference),
		'',
	];
}

function describeDifference({ question, point, emulator, dingtalk }: Difference): string {
	return `| ${question}: ${point} | ${emulator} | ${dingtalk} |`;
}

function describeAgreement({ switches, differences, questions, stopped, unasked }: LiveResult): string[] {
	const asked = questions - stopped - unasked.length;
	if (differences.length > 0 || Object.keys(switches).length > 0 || asked === 0) return [];
	const whose = asked === questions ? `all ${questions} questions` : 'all questions that were asked';
	return [`Nothing differs: DingTalk answers ${whose} as the emulator does.`];
}
