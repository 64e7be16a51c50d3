'use strict';

/** Ends n8n at random moments and starts it again. */
const { setTimeout: sleep } = require('node:timers/promises');
const { Random } = require('../random.cjs');

const UPLOADS_PER_RESTART = 8;
const LEAST_RESTARTS = 2;

/** The moment is this long after an upload has ended, in the middle of others. */
const MOMENT_MS = 2_500;
const POLL_MS = 100;

/** One end in four is a polite one. */
const SIGNALS = /** @type {const} */ (['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGKILL']);

class Restarts {
	/** @type {(typeof SIGNALS[number])[]} how n8n was ended */
	ends = [];

	/**
	 * @param {import('./restarted-n8n.cjs').RestartedN8n} n8n
	 * @param {string} seed
	 * @param {number} uploads how many there will be
	 */
	constructor(n8n, seed, uploads) {
		this.n8n = n8n;
		this.uploads = uploads;
		this.random = new Random(`${seed} restarts`);
	}

	/**
	 * Spread over the whole run: one in every stretch of uploads.
	 *
	 * @param {AbortSignal} over
	 * @param {() => number} finished how many uploads have ended
	 */
	async run(over, finished) {
		const count = Math.max(LEAST_RESTARTS, Math.round(this.uploads / UPLOADS_PER_RESTART));
		for (let index = 0; index < count; index++) {
			const dueAfter = Math.floor(((index + this.random.next()) * this.uploads) / count);
			while (finished() < dueAfter && !over.aborted) await sleep(POLL_MS);
			await sleep(this.random.integer(0, MOMENT_MS));
			if (over.aborted) return;
			await this.#restart(SIGNALS[index % SIGNALS.length] ?? 'SIGKILL');
		}
	}

	/** @param {'SIGKILL' | 'SIGTERM'} signal */
	async #restart(signal) {
		this.ends.push(signal);
		await (signal === 'SIGKILL' ? this.n8n.kill() : this.n8n.stop());
		await this.n8n.start();
	}
}

module.exports = { Restarts };
