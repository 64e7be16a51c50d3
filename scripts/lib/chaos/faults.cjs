'use strict';

/** What goes wrong between n8n and DingTalk, at random and all the time. */
const { setTimeout: sleep } = require('node:timers/promises');
const { FAULTS, NOT_TOGETHER } = require('../fault-kinds.cjs');
const { Random } = require('../random.cjs');

/** Of each upload under way: often enough to hit most uploads, seldom enough for a part's attempts to suffice. */
const PAUSE_MS = { min: 100, max: 2_000 };

/** While nothing is uploaded. */
const IDLE_MS = 100;

/** Faults wait in the emulator for their call; more than this would all hit at once. */
const MAX_WAITING = 10;

/** How often each kind of call is hit, roughly as often as it happens, the last step more than its share. */
const OPERATIONS = /** @type {(keyof typeof FAULTS)[]} */ ([
	...['put', 'put', 'put', 'put', 'put', 'put', 'query', 'query', 'init', 'commit', 'commit'],
	...['listDentries', 'token'],
]);

class FaultInjector {
	/**
	 * @param {import('../emulator-process.cjs').EmulatorProcess} emulator
	 * @param {string} seed
	 */
	constructor(emulator, seed) {
		this.emulator = emulator;
		this.random = new Random(`${seed} faults`);
	}

	/**
	 * Adds faults until all is over.
	 *
	 * @param {AbortSignal} over
	 * @param {() => number} active how many uploads are under way
	 */
	async run(over, active) {
		while (!over.aborted) {
			const uploads = active();
			await sleep(uploads > 0 ? this.random.integer(PAUSE_MS.min, PAUSE_MS.max) / uploads : IDLE_MS);
			if (uploads === 0) continue;
			const waiting = await this.emulator.control('GET', 'faults');
			if (waiting.length < MAX_WAITING) await this.#addOne(waiting);
		}
	}

	/** @param {{ operation: string, kind: string }[]} waiting */
	async #addOne(waiting) {
		const operation = this.random.pick(OPERATIONS);
		const fault = this.random.pick(FAULTS[operation]);
		// Some calls are rare; their faults must not take all the places.
		if (operation !== 'put' && waiting.some((other) => other.operation === operation)) return;
		const isOneOfThem = NOT_TOGETHER.includes(fault.kind);
		if (isOneOfThem && waiting.some(({ kind }) => NOT_TOGETHER.includes(kind))) return;
		await this.emulator.control('POST', 'faults', { operation, ...fault });
	}
}

module.exports = { FaultInjector };
