import { isDeepStrictEqual } from 'node:util';
import type { Switches } from '../emulator';
import type { Probe } from './probe';
import type { Outcome } from './survey';

/** One point in which emulator and DingTalk differ. */
export interface Difference {
	readonly question: string;
	readonly point: string;
	readonly emulator: string;
	readonly dingtalk: string;
}

export interface Comparison {
	/** What makes the emulator answer as DingTalk does. */
	readonly switches: Partial<Switches>;
	/** What is left then. */
	readonly differences: readonly Difference[];
}

/** Asks an emulator with these switches. */
type Emulate = (switches: Partial<Switches>, probes: readonly Probe[]) => Promise<readonly Outcome[]>;

/**
 * Nothing knows what an answer means for a switch: where answers differ, the emulator is asked again with every
 * setting that the probe names, until one answers as DingTalk did.
 */
export async function compare(
	expected: readonly Outcome[],
	seen: readonly Outcome[],
	emulate: Emulate,
): Promise<Comparison> {
	const switches: Partial<Switches> = {};
	for (const [index, outcome] of seen.entries()) {
		if (outcome.facts === undefined || isSame(expected[index], outcome)) continue;
		Object.assign(switches, await findSwitches(outcome, emulate));
	}
	const probes = seen.map(({ probe }) => probe);
	const closest = Object.keys(switches).length === 0 ? expected : await emulate(switches, probes);
	return { switches, differences: seen.flatMap((outcome, index) => differencesOf(closest[index], outcome)) };
}

async function findSwitches(seen: Outcome, emulate: Emulate): Promise<Partial<Switches>> {
	for (const switches of seen.probe.alternatives ?? []) {
		const [outcome] = await emulate(switches, [seen.probe]);
		if (isSame(outcome, seen)) return switches;
	}
	return {};
}

export function isSame(one: Outcome | undefined, other: Outcome): boolean {
	return isDeepStrictEqual(one?.facts, other.facts);
}

function differencesOf(expected: Outcome | undefined, { probe, facts }: Outcome): Difference[] {
	if (expected?.facts === undefined || facts === undefined) return [];
	const points = new Set([...Object.keys(expected.facts), ...Object.keys(facts)]);
	return [...points].flatMap((point) => {
		const [emulator = '-', dingtalk = '-'] = [expected.facts?.[point], facts[point]];
		return emulator === dingtalk ? [] : [{ question: probe.question, point, emulator, dingtalk }];
	});
}
