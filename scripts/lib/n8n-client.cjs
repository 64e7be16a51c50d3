'use strict';

/** A user of n8n, over the REST interface that its editor uses. */
const path = require('node:path');
const { createRequire } = require('node:module');
const { setTimeout: sleep } = require('node:timers/promises');
const { N8nSession } = require('./n8n-session.cjs');
const { IS_N8N_1, N8N_HOME } = require('./paths.cjs');

const POLL_MS = 100;
const CALLED_BY_OTHERS = ['n8n-nodes-base.errorTrigger', 'n8n-nodes-base.executeWorkflowTrigger'];
const ACTIVE_STATES = ['new', 'running', 'waiting'];

/** n8n stores run data with the `flatted` package; its own copy reads it back. */
const flatted = () => createRequire(path.join(N8N_HOME, 'node_modules/n8n/package.json'))('flatted');

/** @param {{ status: string }} execution */
const hasEnded = ({ status }) => !ACTIVE_STATES.includes(status);

class N8nClient extends N8nSession {
	/**
	 * @param {string} name
	 * @param {string} type
	 * @param {object} data
	 * @returns {Promise<{ id: string, name: string, type: string }>}
	 */
	async createCredential(name, type, data) {
		return await this.request('POST', '/rest/credentials', { name, type, data });
	}

	/**
	 * What the credential dialog's test shows.
	 *
	 * @param {{ id: string, name: string, type: string }} credential
	 * @param {object} data
	 * @returns {Promise<{ status: string, message: string }>}
	 */
	async testCredential({ id, name, type }, data) {
		return await this.request('POST', '/rest/credentials/test', { credentials: { id, name, type, data } });
	}

	/**
	 * @param {{ name: string, nodes: object[], connections: object, settings?: object }} workflow
	 * @returns {Promise<{ id: string, versionId: string }>}
	 */
	async createWorkflow({ settings = {}, ...workflow }) {
		return await this.request('POST', '/rest/workflows', {
			...workflow,
			// n8n 1 does not take it for granted.
			active: false,
			settings: { executionOrder: 'v1', ...settings },
		});
	}

	/**
	 * Publishes a workflow, so that its triggers run.
	 *
	 * @param {{ id: string, versionId: string }} workflow
	 */
	async activate({ id, versionId }) {
		if (IS_N8N_1) await this.#switchActive(id, true);
		else await this.request('POST', `/rest/workflows/${id}/activate`, { versionId });
	}

	/** @param {string} workflowId */
	async deactivate(workflowId) {
		if (IS_N8N_1) await this.#switchActive(workflowId, false);
		else await this.request('POST', `/rest/workflows/${workflowId}/deactivate`, {});
	}

	/**
	 * Before there were published versions, a workflow was active or not. One that only others call cannot be active,
	 * and need not be.
	 *
	 * @param {string} workflowId
	 * @param {boolean} active
	 */
	async #switchActive(workflowId, active) {
		const { versionId, nodes } = await this.request('GET', `/rest/workflows/${workflowId}`);
		const isCalled = nodes.some((/** @type {{ type: string }} */ { type }) =>
			CALLED_BY_OTHERS.includes(type),
		);
		if (!isCalled) await this.request('PATCH', `/rest/workflows/${workflowId}`, { active, versionId });
	}

	/**
	 * Starts a workflow as the editor's button does.
	 *
	 * @param {string} workflowId
	 * @param {string} triggerName
	 * @returns {Promise<string>} the execution's id
	 */
	async run(workflowId, triggerName) {
		const answer = await this.request('POST', `/rest/workflows/${workflowId}/run`, {
			triggerToStartFrom: { name: triggerName },
			// n8n 1 runs what it is sent, n8n 2 what it has stored.
			...(IS_N8N_1 && { workflowData: await this.request('GET', `/rest/workflows/${workflowId}`) }),
		});
		return answer.executionId;
	}

	/** @param {string} executionId */
	async stopExecution(executionId) {
		await this.request('POST', `/rest/executions/${executionId}/stop`);
	}

	/**
	 * What Retry does in the list of executions: a new execution from where this one failed. Resolves when
	 * the new one has ended.
	 *
	 * @param {string} executionId
	 */
	async retryExecution(executionId) {
		await this.request('POST', `/rest/executions/${executionId}/retry`, { loadWorkflow: false });
	}

	/**
	 * The newest executions of all workflows, as many as n8n tells at once.
	 *
	 * @returns {Promise<{ id: string, status: string, retryOf: string | null }[]>}
	 */
	async newestExecutions() {
		return (await this.request('GET', '/rest/executions?limit=100')).results;
	}

	/**
	 * @param {string} executionId
	 * @returns {Promise<{ id: string, status: string, mode: string, stoppedAt: string, data: any }>}
	 */
	async execution(executionId) {
		const execution = await this.request('GET', `/rest/executions/${executionId}`);
		return { ...execution, data: flatted().parse(execution.data) };
	}

	/**
	 * Waits until an execution has ended.
	 *
	 * @param {string} executionId
	 * @param {number} timeoutMs
	 */
	async ended(executionId, timeoutMs = 120_000) {
		return await this.#eventually(timeoutMs, `execution ${executionId} to end`, async () => {
			const execution = await this.execution(executionId);
			// n8n 1 may tell for a moment that an execution has ended, and not yet with what.
			return hasEnded(execution) && execution.data !== undefined ? execution : undefined;
		});
	}

	/**
	 * The first execution of a workflow that was not started by hand.
	 *
	 * @param {string} workflowId
	 * @param {number} timeoutMs
	 */
	async firstExecutionOf(workflowId, timeoutMs = 60_000) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		return await this.#eventually(timeoutMs, `an execution of workflow ${workflowId}`, async () => {
			const { results } = await this.request('GET', `/rest/executions?filter=${filter}`);
			const oldest = results.at(-1);
			return oldest && (await this.ended(oldest.id, timeoutMs));
		});
	}

	/**
	 * @template T
	 * @param {number} timeoutMs
	 * @param {string} what
	 * @param {() => Promise<T | undefined>} look
	 * @returns {Promise<T>}
	 */
	async #eventually(timeoutMs, what, look) {
		const deadlineMs = performance.now() + timeoutMs;
		for (;;) {
			const found = await look();
			if (found !== undefined) return found;
			if (performance.now() > deadlineMs) {
				throw new Error(`n8n: waited ${timeoutMs / 1000} s in vain for ${what}`);
			}
			await sleep(POLL_MS);
		}
	}
}

module.exports = { N8nClient, hasEnded };
