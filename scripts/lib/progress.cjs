'use strict';

/** What people see while the programs work: a line per step, how long it takes, and what it is busy with. */

/** Without a terminal nothing can be overwritten, so a long step writes a line this often. */
const PLAIN_INTERVAL_MS = 15_000;
const TERMINAL_INTERVAL_MS = 250;
const CLEAR_LINE = '\r\u001b[2K';

/** @param {number} startedAtMs */
function secondsSince(startedAtMs) {
	const seconds = (performance.now() - startedAtMs) / 1000;
	return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}

/**
 * Runs one step and keeps the reader informed.
 *
 * @template T
 * @param {string} title
 * @param {(report: (detail: string) => void) => Promise<T>} work calls `report` with what it is busy with
 * @returns {Promise<T>}
 */
async function step(title, work) {
	const startedAtMs = performance.now();
	const terminal = process.stdout.isTTY === true;
	let detail = '';
	const line = () => `  ${title} … ${secondsSince(startedAtMs)}${detail && `, ${detail}`}`;
	const room = () => Math.max(20, (process.stdout.columns ?? 80) - 1);
	const show = () => process.stdout.write(terminal ? CLEAR_LINE + line().slice(0, room()) : `${line()}\n`);
	if (terminal) show();
	const timer = setInterval(show, terminal ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS);
	const end = (/** @type {string} */ mark) =>
		process.stdout.write(`${terminal ? CLEAR_LINE : ''}${mark} ${title} (${secondsSince(startedAtMs)})\n`);
	try {
		const result = await work((text) => {
			detail = text;
		});
		end('✓');
		return result;
	} catch (error) {
		end('✗');
		throw error;
	} finally {
		clearInterval(timer);
	}
}

module.exports = { step, secondsSince };
