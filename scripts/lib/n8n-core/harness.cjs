'use strict';

/**
 * n8n's own engine inside this process: the built package, loaded by n8n's package loader, runs in n8n's workflow
 * engine with n8n's binary data service on disk. No server, no database, no port.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { createRequire } = require('node:module');
const { randomUUID } = require('node:crypto');
const { ROOT } = require('../paths.cjs');
const { COUNTED_PACKAGE } = require('../test-coverage/counting.cjs');

/** n8n parses these for every parameter it resolves, so they must be URLs; nothing listens there. */
const URLS = {
	restApiUrl: 'http://localhost/rest',
	instanceBaseUrl: 'http://localhost/',
	webhookBaseUrl: 'http://localhost/webhook/',
	webhookWaitingBaseUrl: 'http://localhost/webhook-waiting/',
	webhookTestBaseUrl: 'http://localhost/webhook-test/',
	formBaseUrl: 'http://localhost/form/',
	formWaitingBaseUrl: 'http://localhost/form-waiting/',
	formTestBaseUrl: 'http://localhost/form-test/',
	mcpBaseUrl: 'http://localhost/mcp/',
	mcpTestBaseUrl: 'http://localhost/mcp-test/',
};

const WORKFLOW_ID = 'workflow';

/** n8n-core reads its settings when it is first required, so the environment comes first. */
function loadN8nCore(
	/** @type {string} */ folder,
	/** @type {string} */ binaryDataMode,
	/** @type {NodeJS.ProcessEnv} */ environment,
) {
	Object.assign(process.env, {
		N8N_USER_FOLDER: folder,
		N8N_STORAGE_PATH: path.join(folder, 'storage'),
		N8N_ENCRYPTION_KEY: 'only-for-this-process',
		N8N_DEFAULT_BINARY_DATA_MODE: binaryDataMode,
		N8N_LOG_LEVEL: 'silent',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		// The emulator is on loopback; the caller's proxy is not for it.
		NO_PROXY: '127.0.0.1,localhost',
		no_proxy: '127.0.0.1,localhost',
		...environment,
	});
	require('reflect-metadata');
	const core = require('n8n-core');
	// n8n-core's own copies: another version of these packages may lie beside it.
	const fromCore = createRequire(require.resolve('n8n-core'));
	fromCore('@n8n/backend-network').configureGlobalAxiosDefaults();
	return { core, container: fromCore('@n8n/di').Container };
}

/**
 * @param {object} [options]
 * @param {'filesystem' | 'default' | 's3'} [options.binaryDataMode] `default` is n8n's name for "in memory"
 * @param {object} [options.binaryStore] stands in for a store that n8n has a licence for
 * @param {Record<string, import('n8n-workflow').ICredentialDataDecryptedObject>} [options.credentials] by id
 * @param {NodeJS.ProcessEnv} [options.environment] settings of n8n, for this process from now on
 * @param {string} [options.folder] everything n8n writes goes here; a temporary one otherwise
 */
async function bootN8nCore({
	binaryDataMode = 'filesystem',
	binaryStore,
	credentials = {},
	environment = {},
	folder,
} = {}) {
	const home = folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-core-'));
	const { core, container } = loadN8nCore(home, binaryDataMode, environment);
	const n8nWorkflow = require('n8n-workflow');
	const { MemoryCredentials } = require('./credentials.cjs');

	const binaryData = container.get(core.BinaryDataService);
	await binaryData.init();
	if (binaryStore) binaryData.setManager(binaryDataMode, binaryStore);
	// Where Jest counts what tests reach, it has this variable, and the package with counters is there.
	const packageFolder = '__coverage__' in globalThis ? COUNTED_PACKAGE : ROOT;
	const loader = new core.PackageDirectoryLoader(packageFolder);
	await loader.loadAll();

	const shortName = (/** @type {string} */ type) => type.slice(type.lastIndexOf('.') + 1);
	const nodeTypes = {
		getByName: (/** @type {string} */ type) => loader.getNode(shortName(type)).type,
		getByNameAndVersion: (/** @type {string} */ type, /** @type {number} */ version) =>
			n8nWorkflow.NodeHelpers.getVersionedNodeType(loader.getNode(shortName(type)).type, version),
		getKnownTypes: () => loader.known.nodes,
	};
	const credentialsHelper = new MemoryCredentials((name) => loader.getCredential(name).type, credentials);

	/**
	 * Starts one node on the given items.
	 *
	 * @param {import('n8n-workflow').INode} node
	 * @param {import('n8n-workflow').INodeExecutionData[]} items
	 */
	function start(node, items) {
		const executionId = randomUUID();
		const plan = { id: WORKFLOW_ID, name: 'One node', nodes: [node], connections: {}, active: false };
		const workflow = new n8nWorkflow.Workflow({ ...plan, nodeTypes, settings: { executionOrder: 'v1' } });
		const hooks = new core.ExecutionLifecycleHooks('manual', executionId, {
			...plan,
			createdAt: new Date(),
			updatedAt: new Date(),
			isArchived: false,
			activeVersionId: null,
		});
		const additionalData = /** @type {any} */ ({
			...URLS,
			credentialsHelper,
			executionId,
			hooks,
			variables: {},
			currentNodeExecutionIndex: 0,
			setExecutionStatus() {},
			sendDataToUI() {},
			logAiEvent() {},
		});
		const runData = n8nWorkflow.createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main: [items] }, source: null }] },
		});
		return new core.WorkflowExecute(additionalData, 'manual', runData).processRunExecutionData(workflow);
	}

	/**
	 * Runs one node to its end.
	 *
	 * @param {import('n8n-workflow').INode} node
	 * @param {import('n8n-workflow').INodeExecutionData[]} items
	 */
	async function run(node, items) {
		const { status, data } = await start(node, items);
		const task = data.resultData.runData[node.name]?.at(-1);
		return {
			status,
			error: data.resultData.error,
			outputs: (task?.data?.['main'] ?? []).map((items) => items ?? []),
			task,
		};
	}

	/**
	 * Puts a file where the node before ours would have put it.
	 *
	 * @param {import('node:stream').Readable | Buffer} content
	 * @param {string} fileName
	 */
	async function storeBinary(content, fileName) {
		const location = core.FileLocation.ofExecution(WORKFLOW_ID, 'upstream');
		return await binaryData.store(location, content, {
			data: '',
			mimeType: 'application/octet-stream',
			fileName,
		});
	}

	return { start, run, storeBinary, close: () => fs.rmSync(home, { recursive: true, force: true }) };
}

module.exports = { bootN8nCore };
