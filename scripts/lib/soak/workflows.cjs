'use strict';

/** A workflow for each kind of task. A request starts it, and is answered at once with the execution's id. */
const {
	CREDENTIAL_TYPE,
	UPLOAD_NODE,
	chain,
	dingTalk,
	node,
	readFiles,
	uploadFile,
	webhook,
} = require('../workflow.cjs');
const { KIND_NAMES } = require('./plan.cjs');

const RECEIVE = 'Receive';
const START = 'Start Multipart Upload';
const INFOS = 'Get Part Upload Infos';
const COMMIT = 'Commit File';

/** Short, so that connections which stand still do not make up most of an upload's time. */
const STALL_TIMEOUT_SECONDS = 3;

/** A folder that the emulator has from the start. */
const REPORTS_FOLDER = '118890000101';

/** Longer than a part takes on the slowest line. */
const SEND_TIMEOUT_MS = 20_000;

/** What came with the request. */
const asked = (/** @type {string} */ field) => `={{ $('${RECEIVE}').first().json.query.${field} }}`;

const byId = (/** @type {string} */ value) => ({ __rl: true, mode: 'id', value });
const byPath = (/** @type {string} */ value) => ({ __rl: true, mode: 'path', value });

/**
 * @param {import('../n8n-client.cjs').N8nClient} client
 * @param {import('../emulator-process.cjs').EmulatorProcess} emulator
 */
async function createWorkflows(client, emulator) {
	const credential = await client.createCredential(
		'DingTalk emulator',
		CREDENTIAL_TYPE,
		emulator.credential(),
	);
	const nodes = nodesOf(credential, emulator.demo.spaceId);
	for (const kind of KIND_NAMES) {
		const workflow = chain(kind, webhook(RECEIVE, kind, 'responseNode'), respond(), ...nodes[kind]);
		await client.activate(await client.createWorkflow(workflow));
	}
}

/**
 * @param {{ id: string, name: string }} credential
 * @param {string} space
 * @returns {Record<import('./plan.cjs').Kind, ReturnType<typeof node>[]>} what follows the answer
 */
function nodesOf(credential, space) {
	const spaceId = byId(space);
	const options = {
		conflictStrategy: asked('strategy'),
		uploadMethod: asked('method'),
		stallTimeoutSeconds: STALL_TIMEOUT_SECONDS,
	};
	const upload = (/** @type {import('n8n-workflow').INodeParameters} */ more = {}) =>
		uploadFile(credential, space, { options, ...more });
	// A request has no name for its file.
	const named = { options: { ...options, fileName: asked('fileName') } };
	const call = (
		/** @type {string} */ name,
		/** @type {import('n8n-workflow').INodeParameters} */ parameters,
	) => ({ ...dingTalk(credential, { spaceId, ...parameters }, { executeOnce: true }), name });
	const uploaded = byId(`={{ $('${UPLOAD_NODE}').first().json.fileId }}`);
	return {
		report: [readFiles(asked('file')), upload()],
		large: [readFiles(asked('file')), upload()],
		inbox: [upload(named)],
		form: [upload({ binaryPropertyName: '*' })],
		folder: [
			readFiles(asked('file')),
			upload({ parentId: byPath(`=/Deliveries/{{ $('${RECEIVE}').first().json.query.name }}`) }),
		],
		path: [readFiles(asked('file')), upload({ parentId: byPath("=/Teams/{{ $now.toFormat('mm') }}") })],
		approval: [upload({ target: 'approvalSpace', ...named })],
		own: ownUpload(call),
		tidy: [
			upload(named),
			call('Get', { resource: 'file', operation: 'get', fileId: uploaded }),
			call('Get Download Info', { resource: 'file', operation: 'getDownloadInfo', fileId: uploaded }),
			call('Delete', { resource: 'file', operation: 'delete', fileId: uploaded }),
		],
		look: [
			call('Create', {
				resource: 'folder',
				operation: 'create',
				parentId: byId(REPORTS_FOLDER),
				folderName: 'Looks',
			}),
			call('Get Folders', { resource: 'folder', operation: 'getAll', parentId: byId(REPORTS_FOLDER) }),
			call('Get Files', {
				resource: 'file',
				operation: 'getAll',
				parentId: byId("={{ $('Create').first().json.folderId }}"),
			}),
			call('Get Spaces', { resource: 'space', operation: 'getAll', returnAll: true }),
		].map((each) => ({ ...each, alwaysOutputData: true })),
	};
}

/** @param {(name: string, parameters: import('n8n-workflow').INodeParameters) => ReturnType<typeof node>} call */
function ownUpload(call) {
	const started = (/** @type {string} */ field) => `={{ $('${START}').first().json.${field} }}`;
	const file = { fileName: asked('fileName'), fileSize: asked('fileSize') };
	const key = { resource: 'file', uploadKey: started('uploadKey') };
	return [
		call(START, { resource: 'file', operation: 'startMultipartUpload', ...file }),
		call(INFOS, { ...key, operation: 'getPartUploadInfos', partNumbers: '1' }),
		readFiles(asked('file')),
		node(
			'Send Part',
			'n8n-nodes-base.httpRequest',
			4.2,
			{
				method: 'PUT',
				url: `={{ $('${INFOS}').first().json.resourceUrls[0] }}`,
				sendHeaders: true,
				specifyHeaders: 'json',
				jsonHeaders: `={{ JSON.stringify({ ...$('${INFOS}').first().json.headers, 'content-type': '' }) }}`,
				sendBody: true,
				contentType: 'binaryData',
				inputDataFieldName: 'data',
				options: { timeout: SEND_TIMEOUT_MS },
			},
			{ retryOnFail: true, maxTries: 4, waitBetweenTries: 1_000 },
		),
		call(COMMIT, { ...key, operation: 'commit', ...file, options: { conflictStrategy: asked('strategy') } }),
	];
}

const respond = () =>
	node('Respond', 'n8n-nodes-base.respondToWebhook', 1.1, {
		respondWith: 'text',
		responseBody: '={{ $execution.id }}',
		options: {},
	});

module.exports = { createWorkflows, COMMIT };
