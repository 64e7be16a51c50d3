'use strict';

/** What the emulator received over time, in equal stretches. */
const { MIB } = require('../sample-file.cjs');

const MINUTE_MS = 60_000;

/** So many points that a picture shows what happens, and so few that it is not all noise. */
const STRETCHES = 60;
const SHORTEST_MS = 5_000;

/**
 * @typedef {{ operation: string, atMs: number, endedAtMs: number, bytes: number, status: number, errorCode?: string, faults: string[] }} Call
 * @typedef {[minute: number, value: number][]} Points
 */

/** @param {Call} call */
const isThrottled = ({ errorCode = '' }) => errorCode.includes('QpsLimit');

/** Answered with a refusal, in time, or never: whoever asked has to ask again. @param {Call} call */
const isLost = (call) => !isThrottled(call) && (call.status === 0 || call.status >= 400);

/** @param {Call} call */
const isStored = ({ status }) => status >= 200 && status < 300;

/**
 * @param {Call[]} calls
 * @param {{ fromMs: number, toMs: number }} load
 */
function seriesOfCalls(calls, { fromMs, toMs }) {
	const stretchMs = Math.max(SHORTEST_MS, (toMs - fromMs) / STRETCHES);
	const count = Math.ceil((toMs - fromMs) / stretchMs);
	/**
	 * @param {(call: Call) => number} value
	 * @param {number} perMs the value is given for so long
	 * @returns {Points}
	 */
	const series = (value, perMs) => {
		const sums = Array(count).fill(0);
		for (const call of calls) {
			const index = Math.floor((call.endedAtMs - fromMs) / stretchMs);
			if (index >= 0 && index < count) sums[index] += value(call);
		}
		return sums.map((sum, index) => [((index + 0.5) * stretchMs) / MINUTE_MS, (sum / stretchMs) * perMs]);
	};
	const perMinute = (/** @type {(call: Call) => boolean} */ isCounted) =>
		series((call) => (isCounted(call) ? 1 : 0), MINUTE_MS);
	return {
		mebibytesPerSecond: series(({ operation, bytes }) => (operation === 'put' ? bytes / MIB : 0), 1_000),
		filesPerMinute: perMinute((call) => call.operation === 'commit' && isStored(call)),
		callsPerMinute: perMinute(({ operation }) => operation !== 'put'),
		partsPerMinute: perMinute(({ operation }) => operation === 'put'),
		throttledPerMinute: perMinute(isThrottled),
		lostPerMinute: perMinute(isLost),
	};
}

module.exports = { seriesOfCalls, isThrottled, isLost };
