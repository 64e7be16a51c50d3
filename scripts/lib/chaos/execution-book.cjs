'use strict';

/** Which executions belong to which upload, and how they ended. */
const { hasEnded } = require('../n8n-client.cjs');
const { UPLOAD_NODE } = require('../workflow.cjs');
const { TRIGGER } = require('./workflows.cjs');

/**
 * @typedef {object} BookedExecution
 * @property {string} id
 * @property {string} status of n8n
 * @property {any} [output] of our node, where it succeeded
 * @property {string} [errorCode] of our node, or n8n's message where the error is n8n's own
 * @property {boolean} isRetry
 */

class ExecutionBook {
	/** @type {Map<string, BookedExecution[]>} the executions of each upload, oldest first, by the file's name */
	#ofUpload = new Map();
	/** @type {Map<string, { booked: BookedExecution, name: string }>} */
	#byId = new Map();

	/** @param {import('../n8n-client.cjs').N8nClient} client */
	constructor(client) {
		this.client = client;
	}

	/**
	 * @param {string} name
	 * @returns {readonly BookedExecution[]}
	 */
	of(name) {
		return this.#ofUpload.get(name) ?? [];
	}

	all() {
		return [...this.#byId.values()].map(({ booked }) => booked);
	}

	/** Brings the book up to date. */
	async refresh() {
		const newest = await this.client.newestExecutions();
		for (const { id, status, retryOf } of newest.toReversed()) {
			const known = this.#byId.get(id);
			if (known === undefined) await this.#enter(id, status, retryOf);
			else if (known.booked.status !== status) await this.#update(known.booked, status);
		}
	}

	/**
	 * @param {string} id
	 * @param {string} status
	 * @param {string | null} retryOf
	 */
	async #enter(id, status, retryOf) {
		const name = this.#byId.get(retryOf ?? '')?.name ?? nameOfUpload(await this.client.execution(id));
		// Not there yet in the first moments.
		if (name === undefined) return;
		/** @type {BookedExecution} */
		const booked = { id, status: 'new', isRetry: retryOf !== null };
		this.#byId.set(id, { booked, name });
		this.#ofUpload.set(name, [...this.of(name), booked]);
		await this.#update(booked, status);
	}

	/**
	 * @param {BookedExecution} booked
	 * @param {string} status
	 */
	async #update(booked, status) {
		if (hasEnded({ status })) {
			const { resultData } = (await this.client.execution(booked.id)).data ?? {};
			const { error } = resultData ?? {};
			booked.output = resultData?.runData[UPLOAD_NODE]?.at(-1)?.data?.main[0]?.[0]?.json;
			booked.errorCode = error?.context?.data?.code ?? error?.message;
		}
		booked.status = status;
	}
}

/**
 * The file's name, which came with the request that started the workflow. In the run data of a crashed
 * execution n8n puts something else in its place, but then the trigger's item is still to be worked on.
 *
 * @param {{ data: any }} execution
 * @returns {string | undefined}
 */
function nameOfUpload({ data }) {
	const triggered = data?.resultData.runData[TRIGGER]?.[0];
	const waiting = data?.executionData?.nodeExecutionStack[0];
	return [triggered, waiting]
		.map((each) => each?.data?.main[0]?.[0]?.json.query?.name)
		.find((name) => name !== undefined);
}

module.exports = { ExecutionBook };
