'use strict';

/** Gives n8n its tasks at their moments, sees what becomes of them, and has n8n retry what failed. */
const { setTimeout: sleep } = require('node:timers/promises');
const { hasEnded } = require('../n8n-client.cjs');
const { RefusedByN8n } = require('../n8n-session.cjs');
const { removeFiles, startTask } = require('./requests.cjs');
const { readOutcome } = require('./outcome.cjs');

/** A few more than the workers take, so that they never have to wait. */
const MAX_AT_A_TIME = 12;

const TICK_MS = 250;
const LOOK_MS = 1_000;
const MAX_RUNS = 6;

/** The largest file takes half a minute; faults and a busy machine make it a minute or two. */
const MAX_EXECUTION_MS = 6 * 60_000;

/** For tasks of the last moment. */
const GRACE_MS = 5_000;

/** An n8n that does not answer for this long is broken. */
const MAX_SILENCE_MS = 60_000;

/** What n8n was asked to retry shows up in its list within milliseconds. */
const SHOW_UP_MS = 30_000;

/** Only a person can tell whether there is a file, so that nobody may simply run it again. */
const UNCLEAR = 'COMMIT_UNCERTAIN';

/**
 * @typedef {'waiting' | 'active' | 'succeeded' | 'unclear' | 'failed' | 'hung' | 'skipped'} State
 *
 * @typedef {object} Job
 * @property {import('./plan.cjs').Task} task
 * @property {State} state
 * @property {string[]} executions the ids, oldest first
 * @property {string[]} failures why executions failed
 * @property {number} sinceMs when n8n was asked to run it, or to run it again
 * @property {import('./outcome.cjs').Output[]} outputs of the nodes that make files
 */

class LoadDriver {
	/** @type {string[]} executions that are of no use any more */
	#toDelete = [];
	#lookedAtMs = performance.now();

	/**
	 * @param {import('../queue-mode/stack.cjs').QueueModeStack} stack
	 * @param {import('./plan.cjs').Task[]} tasks
	 * @param {import('../emulator-process.cjs').EmulatorProcess} emulator
	 */
	constructor(stack, tasks, emulator) {
		this.stack = stack;
		this.emulator = emulator;
		this.jobs = tasks.map(newJob);
	}

	/**
	 * Works until all is done that could be begun in time.
	 *
	 * @param {number} durationMs after which nothing new is begun
	 * @param {(detail: string) => void} report
	 */
	async run(durationMs, report) {
		const startedAtMs = performance.now();
		for (;;) {
			const elapsedMs = performance.now() - startedAtMs;
			if (elapsedMs > durationMs + GRACE_MS) for (const job of this.#in('waiting')) job.state = 'skipped';
			const waiting = this.#in('waiting');
			const active = this.#in('active');
			if (waiting.length + active.length === 0) return;
			report(`${this.jobs.length - waiting.length - active.length} of ${this.jobs.length} tasks`);
			const due = waiting.filter(({ task }) => task.dueMs <= elapsedMs);
			for (const job of due.slice(0, MAX_AT_A_TIME - active.length)) this.#begin(job);
			await sleep(TICK_MS);
			if (performance.now() - this.#lookedAtMs > LOOK_MS) await this.#lookIfAnswered();
		}
	}

	/** @param {State} state */
	#in(state) {
		return this.jobs.filter((job) => job.state === state);
	}

	/** @param {Job} job */
	#begin(job) {
		job.state = 'active';
		const { faults } = job.task;
		void this.#ask(job, async () => {
			if (faults.length > 0) await this.emulator.control('POST', 'faults', faults);
			job.executions.push(await startTask(this.stack, job.task));
		});
	}

	/**
	 * @param {Job} job
	 * @param {() => Promise<void>} ask
	 */
	async #ask(job, ask) {
		job.sinceMs = performance.now();
		try {
			await ask();
		} catch (error) {
			job.failures.push(error instanceof Error ? error.message : String(error));
			this.#end(job, 'failed');
		}
	}

	async #lookIfAnswered() {
		try {
			await this.#look();
			this.#lookedAtMs = performance.now();
		} catch (error) {
			if (performance.now() - this.#lookedAtMs > MAX_SILENCE_MS) throw error;
		}
	}

	/** Looks at n8n's list of executions, which has only those that are not deleted yet. */
	async #look() {
		const listed = await this.stack.client.newestExecutions();
		for (const job of this.#in('active')) {
			const last = job.executions.at(-1);
			const retry = listed.find(({ retryOf }) => last !== undefined && retryOf === last);
			if (retry) job.executions.push(retry.id);
			const execution = listed.find(({ id }) => id === job.executions.at(-1));
			const elapsedMs = performance.now() - job.sinceMs;
			if (execution && hasEnded(execution)) await this.#judge(job, execution.id);
			else if (elapsedMs > MAX_EXECUTION_MS) this.#end(job, 'hung');
		}
		await this.#deleteExecutions();
	}

	/**
	 * @param {Job} job
	 * @param {string} id
	 */
	async #judge(job, id) {
		// It failed already, and its successor is not to be seen yet.
		if (job.failures.length === job.executions.length) {
			if (performance.now() - job.sinceMs > SHOW_UP_MS) this.#end(job, 'failed');
			return;
		}
		const { status, failure, outputs } = readOutcome(await this.stack.client.execution(id));
		if (status === 'success') {
			job.outputs = outputs;
			return this.#end(job, 'succeeded');
		}
		job.failures.push(failure);
		if (failure === UNCLEAR) return this.#end(job, 'unclear');
		if (job.executions.length === MAX_RUNS) return this.#end(job, 'failed');
		job.sinceMs = performance.now();
		this.stack.client.retryExecution(id).catch((error) => {
			// Else it is the answer that is lost, which comes when the new execution has ended.
			if (error instanceof RefusedByN8n && job.executions.at(-1) === id) this.#end(job, 'failed');
		});
	}

	/**
	 * @param {Job} job
	 * @param {State} state
	 */
	#end(job, state) {
		job.state = state;
		removeFiles(this.stack, job.task);
		if (state === 'succeeded' || state === 'unclear') this.#toDelete.push(...job.executions);
	}

	/** With all the files that n8n keeps of them: they would fill any disk. */
	async #deleteExecutions() {
		const ids = [...this.#toDelete];
		if (ids.length === 0) return;
		await this.stack.client.request('POST', '/rest/executions/delete', { ids });
		this.#toDelete.splice(0, ids.length);
	}
}

/**
 * @param {import('./plan.cjs').Task} task
 * @returns {Job}
 */
function newJob(task) {
	return { task, state: 'waiting', executions: [], failures: [], sinceMs: 0, outputs: [] };
}

module.exports = { LoadDriver };
