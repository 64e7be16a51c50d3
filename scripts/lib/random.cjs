'use strict';

/** Chance that can be repeated: the same seed, the same choices. */
const { createHash } = require('node:crypto');

class Random {
	#state;

	/** @param {string} seed */
	constructor(seed) {
		this.#state = createHash('sha256').update(seed).digest().readUInt32LE(0);
	}

	/** 0 ≤ next < 1, by Mulberry32: small, fast, and even enough for choices. */
	next() {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/**
	 * A whole number, both bounds included.
	 *
	 * @param {number} min
	 * @param {number} max
	 */
	integer(min, max) {
		return min + Math.floor(this.next() * (max - min + 1));
	}

	/**
	 * A whole number; each power of ten is as likely as the next.
	 *
	 * @param {number} min
	 * @param {number} max
	 */
	size(min, max) {
		return Math.round(min * (max / min) ** this.next());
	}

	/**
	 * @template T
	 * @param {readonly T[]} list
	 * @returns {T}
	 */
	pick(list) {
		return /** @type {T} */ (list[this.integer(0, list.length - 1)]);
	}

	/**
	 * The same entries in another order.
	 *
	 * @template T
	 * @param {readonly T[]} list
	 */
	shuffle(list) {
		return list
			.map((entry) => ({ entry, order: this.next() }))
			.sort((a, b) => a.order - b.order)
			.map(({ entry }) => entry);
	}
}

module.exports = { Random };
