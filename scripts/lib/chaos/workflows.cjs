'use strict';

/** The workflows: one for each conflict strategy and each way in which the file gets to the node. */
const { CREDENTIAL_TYPE, chain, readFiles, uploadFile, webhook } = require('../workflow.cjs');
const { STRATEGIES, WAYS } = require('./planned-uploads.cjs');

const TRIGGER = 'Receive';

/** Short, so that stalled connections do not make up most of the run. */
const STALL_TIMEOUT_SECONDS = 2;

/** Few, so that some uploads fail and have to be run again. */
const MAX_ATTEMPTS = 4;

/** The file's name and part size come with the request that starts the workflow. */
const asked = (/** @type {string} */ field) => `={{ $('${TRIGGER}').first().json.query.${field} }}`;

/**
 * @param {import('../n8n-client.cjs').N8nClient} client
 * @param {import('../emulator-process.cjs').EmulatorProcess} emulator
 * @param {(keyof typeof STRATEGIES)[]} strategies
 */
async function createWorkflows(client, emulator, strategies) {
	const credential = await client.createCredential(
		'DingTalk emulator',
		CREDENTIAL_TYPE,
		emulator.credential(),
	);
	for (const strategy of strategies) {
		for (const way of WAYS) {
			const path = webhookPath(strategy, way);
			const options = {
				conflictStrategy: STRATEGIES[strategy],
				fileName: asked('name'),
				partSizeMb: asked('partSizeMb'),
				maxAttempts: MAX_ATTEMPTS,
				stallTimeoutSeconds: STALL_TIMEOUT_SECONDS,
			};
			const tries = way === 'received' ? { retryOnFail: true, maxTries: 2, waitBetweenTries: 500 } : {};
			const upload = uploadFile(credential, emulator.demo.spaceId, { options }, tries);
			const received = webhook(TRIGGER, path, 'onReceived');
			const nodes = way === 'received' ? [received, upload] : [received, readFiles(asked('file')), upload];
			// With it n8n starts a crashed execution again at our node, without it at the trigger.
			const saveExecutionProgress = strategy === 'replace' || strategy === 'fail';
			const workflow = chain(path, ...nodes);
			await client.activate(
				await client.createWorkflow({ ...workflow, settings: { saveExecutionProgress } }),
			);
		}
	}
}

/**
 * @param {string} strategy
 * @param {string} way
 */
const webhookPath = (strategy, way) => `chaos-${strategy}-${way}`;

module.exports = { TRIGGER, createWorkflows, webhookPath };
