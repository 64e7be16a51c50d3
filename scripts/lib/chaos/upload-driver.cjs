'use strict';

/** Has n8n upload all files, some at a time, and runs again whatever fails, until it succeeds. */
const { setTimeout: sleep } = require('node:timers/promises');
const { hasEnded } = require('../n8n-client.cjs');
const { RefusedByN8n } = require('../n8n-session.cjs');
const { ExecutionBook } = require('./execution-book.cjs');
const { removeFile, trigger } = require('./trigger.cjs');

const UPLOADS_AT_A_TIME = 8;
const MAX_RUNS = 15;
const MAX_UPLOAD_MS = 10 * 60_000;
const TICK_MS = 200;

/** What n8n was asked for shows up in its list within milliseconds; after this it never will. */
const SHOW_UP_MS = 5_000;

/** n8n finds its crashed executions while it starts. One that still runs this long after is lost to it. */
const RECOVERY_MS = 20_000;

/** An n8n that is up and does not answer for this long is broken. */
const MAX_SILENCE_MS = 60_000;

/**
 * @typedef {object} Upload
 * @property {import('./planned-uploads.cjs').PlannedUpload} planned
 * @property {'waiting' | 'active' | 'succeeded' | 'metItself' | 'gaveUp'} state
 * @property {number} runs how often n8n was asked to run it, by trigger or Retry
 * @property {number} triggers how often by its trigger
 * @property {number} beganAtMs
 * @property {number} askedAtMs
 * @property {number} askedInStart n8n's how-manieth start that was
 * @property {number} known how many of its executions were known by then
 * @property {boolean} isAsking whether n8n's answer is still to come
 * @property {Set<string>} notRetryable executions that n8n refused to retry
 */

class UploadDriver {
	#refreshedAtMs = 0;

	/**
	 * @param {import('./restarted-n8n.cjs').RestartedN8n} n8n
	 * @param {import('./planned-uploads.cjs').PlannedUpload[]} planned
	 * @param {(name: string) => boolean} isStored whether the whole file is in DingTalk
	 */
	constructor(n8n, planned, isStored) {
		this.n8n = n8n;
		this.isStored = isStored;
		this.book = new ExecutionBook(n8n.client);
		this.uploads = planned.map(newUpload);
	}

	get finished() {
		return this.uploads.filter(({ state }) => state !== 'waiting' && state !== 'active').length;
	}

	/** How many uploads n8n is busy with. */
	get active() {
		return this.n8n.isUp ? this.uploads.filter(({ state }) => state === 'active').length : 0;
	}

	/**
	 * Works until every upload has ended.
	 *
	 * @param {AbortSignal} over
	 * @param {(detail: string) => void} report
	 */
	async run(over, report) {
		while (this.finished < this.uploads.length && !over.aborted) {
			report(`${this.finished} of ${this.uploads.length} uploads, ${this.n8n.starts - 1} restarts of n8n`);
			await sleep(TICK_MS);
			if (!this.n8n.isUp) continue;
			// One that is told to end still takes orders, and carries none out.
			if ((await this.#refresh()) && this.n8n.isUp) this.#step();
		}
	}

	/** Whether the book is up to date; n8n may die over it. */
	async #refresh() {
		try {
			await this.book.refresh();
			this.#refreshedAtMs = performance.now();
			return true;
		} catch (error) {
			const talkedAtMs = Math.max(this.#refreshedAtMs, this.n8n.readyAtMs);
			if (this.n8n.isUp && performance.now() - talkedAtMs > MAX_SILENCE_MS) throw error;
			return false;
		}
	}

	#step() {
		const active = this.uploads.filter(({ state }) => state === 'active');
		for (const upload of active) this.#advance(upload);
		const waiting = this.uploads.filter(({ state }) => state === 'waiting');
		for (const upload of waiting.slice(0, UPLOADS_AT_A_TIME - active.length)) this.#begin(upload);
	}

	/** @param {Upload} upload */
	#begin(upload) {
		upload.state = 'active';
		upload.beganAtMs = performance.now();
	}

	/** @param {Upload} upload */
	#advance(upload) {
		const executions = this.book.of(upload.planned.name);
		const last = executions.at(-1);
		if (performance.now() - upload.beganAtMs > MAX_UPLOAD_MS) return this.#end(upload, 'gaveUp');
		const isExpected = performance.now() - upload.askedAtMs < SHOW_UP_MS;
		if (upload.isAsking || (executions.length === upload.known && isExpected)) return;
		if (last !== undefined && !hasEnded(last) && !this.#isLost(upload)) return;
		this.#judge(upload, last);
	}

	/** @param {Upload} upload */
	#isLost({ askedInStart }) {
		return askedInStart < this.n8n.starts && performance.now() - this.n8n.readyAtMs > RECOVERY_MS;
	}

	/**
	 * @param {Upload} upload
	 * @param {import('./execution-book.cjs').BookedExecution | undefined} last
	 */
	#judge(upload, last) {
		if (last?.status === 'success' && last.output !== undefined) return this.#end(upload, 'succeeded');
		if (last?.errorCode === 'NAME_TAKEN' && this.isStored(upload.planned.name)) {
			return this.#end(upload, 'metItself');
		}
		if (upload.runs === MAX_RUNS) return this.#end(upload, 'gaveUp');
		const canRetry = last !== undefined && ['error', 'crashed'].includes(last.status);
		const isRetry = canRetry && !upload.notRetryable.has(last.id);
		void this.#ask(upload, isRetry ? () => this.#retry(upload, last.id) : () => this.#trigger(upload));
	}

	/**
	 * @param {Upload} upload
	 * @param {Upload['state']} state
	 */
	#end(upload, state) {
		upload.state = state;
		removeFile(this.n8n, upload.planned);
	}

	/**
	 * @param {Upload} upload
	 * @param {() => Promise<void>} ask
	 */
	async #ask(upload, ask) {
		upload.runs += 1;
		upload.known = this.book.of(upload.planned.name).length;
		upload.askedInStart = this.n8n.starts;
		upload.isAsking = true;
		// Where n8n dies over it, the book tells what became of it.
		await ask().catch(() => {});
		upload.isAsking = false;
		upload.askedAtMs = performance.now();
	}

	/** @param {Upload} upload */
	async #trigger(upload) {
		upload.triggers += 1;
		await trigger(this.n8n, upload.planned);
	}

	/**
	 * @param {Upload} upload
	 * @param {string} executionId
	 */
	async #retry(upload, executionId) {
		try {
			await this.n8n.client.retryExecution(executionId);
		} catch (error) {
			if (error instanceof RefusedByN8n) upload.notRetryable.add(executionId);
		}
	}
}

/**
 * @param {import('./planned-uploads.cjs').PlannedUpload} planned
 * @returns {Upload}
 */
function newUpload(planned) {
	return {
		planned,
		state: 'waiting',
		runs: 0,
		triggers: 0,
		beganAtMs: 0,
		askedAtMs: -Infinity,
		askedInStart: 0,
		known: 0,
		isAsking: false,
		notRetryable: new Set(),
	};
}

module.exports = { UploadDriver };
