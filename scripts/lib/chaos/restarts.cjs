'use strict';

/** Ends n8n at random moments and starts it again. */
const { setTimeout: sleep } = require('node:timers/promises');
const { Random } = require('./random.cjs');

/** So many uploads end between two restarts; the moments are in the middle of others. */
const UPLOADS_PER_RESTART = { min: 3, max: 10 };
const MOMENT_MS = 2_500;
const POLL_MS = 100;

/** One end in four is a polite one. */
const SIGNALS = /** @type {const} */ (['SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGTERM']);

class Restarts {
	#stopped = false;
	/** @type {{ signal: 'SIGKILL' | 'SIGTERM', atMs: number }[]} since 1970 */
	ends = [];

	/**
	 * @param {import('./restarted-n8n.cjs').RestartedN8n} n8n
	 * @param {string} seed
	 */
	constructor(n8n, seed) {
		this.n8n = n8n;
		this.random = new Random(`${seed} restarts`);
	}

	/**
	 * @param {() => number} finished how many uploads have ended
	 */
	async run(finished) {
		let due = this.#draw();
		while (!this.#stopped) {
			await sleep(POLL_MS);
			if (finished() < due) continue;
			due = finished() + this.#draw();
			await sleep(this.random.integer(0, MOMENT_MS));
			if (!this.#stopped) await this.#restart(this.random.pick(SIGNALS));
		}
	}

	stop() {
		this.#stopped = true;
	}

	#draw() {
		return this.random.integer(UPLOADS_PER_RESTART.min, UPLOADS_PER_RESTART.max);
	}

	/** @param {'SIGKILL' | 'SIGTERM'} signal */
	async #restart(signal) {
		this.ends.push({ signal, atMs: Date.now() });
		await (signal === 'SIGKILL' ? this.n8n.kill() : this.n8n.stop());
		await this.n8n.start();
	}
}

module.exports = { Restarts };
