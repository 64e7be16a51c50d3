'use strict';

/** The pieces that the workflows of demo, tests and measurements are made of. */
const { randomUUID } = require('node:crypto');

const NODE_TYPE = 'n8n-nodes-dingtalk-storage.dingTalkStorage';
const CREDENTIAL_TYPE = 'dingTalkApi';
const NODE_DISTANCE = 220;

/** How our node is called in a workflow, as n8n's editor calls it. */
const UPLOAD_NODE = 'DingTalk Storage';

/**
 * @param {string} name
 * @param {string} type
 * @param {number} typeVersion
 * @param {import('n8n-workflow').INodeParameters} parameters
 * @param {Partial<import('n8n-workflow').INode>} [more] credentials, onError, …
 * @returns {import('n8n-workflow').INode}
 */
const node = (name, type, typeVersion, parameters, more = {}) => ({
	id: randomUUID(),
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters,
	...more,
});

/** @param {string} [name] */
const manualTrigger = (name = 'Start') => node(name, 'n8n-nodes-base.manualTrigger', 1, {});

/**
 * A request starts the workflow, and is told so at once, or by a node of the workflow.
 *
 * @param {string} name
 * @param {string} path of its address
 * @param {'onReceived' | 'responseNode'} responseMode
 */
const webhook = (name, path, responseMode) =>
	node(
		name,
		'n8n-nodes-base.webhook',
		2,
		{ path, httpMethod: 'POST', responseMode, options: {} },
		{ webhookId: path },
	);

/** @param {string} fileSelector a path or a glob */
const readFiles = (fileSelector) =>
	node('Read File', 'n8n-nodes-base.readWriteFile', 1.1, { fileSelector, options: {} });

/**
 * Our node. Resource locators are given by id, as a workflow file has them.
 *
 * @param {{ id: string, name: string }} credential
 * @param {import('n8n-workflow').INodeParameters} parameters
 * @param {Partial<import('n8n-workflow').INode>} [more]
 */
const dingTalk = (credential, parameters, more = {}) =>
	node(UPLOAD_NODE, NODE_TYPE, 1, parameters, {
		credentials: { [CREDENTIAL_TYPE]: { id: credential.id, name: credential.name } },
		...more,
	});

/**
 * @param {{ id: string, name: string }} credential
 * @param {string} spaceId
 * @param {import('n8n-workflow').INodeParameters} [parameters]
 * @param {Partial<import('n8n-workflow').INode>} [more]
 */
const uploadFile = (credential, spaceId, parameters = {}, more = {}) =>
	dingTalk(
		credential,
		{
			resource: 'file',
			operation: 'upload',
			spaceId: byId(spaceId),
			parentId: byId('0'),
			binaryPropertyName: 'data',
			...parameters,
		},
		more,
	);

/** @param {string} value */
const byId = (value) => ({ __rl: true, mode: 'id', value });

/**
 * Nodes in a row, each connected to the next.
 *
 * @param {string} name
 * @param {...ReturnType<typeof node>} nodes
 */
function chain(name, ...nodes) {
	return {
		name,
		nodes: nodes.map((each, index) => ({ ...each, position: [index * NODE_DISTANCE, 0] })),
		connections: Object.fromEntries(
			nodes
				.slice(0, -1)
				.map((from, index) => [
					from.name,
					{ main: [[{ node: nodes[index + 1]?.name, type: 'main', index: 0 }]] },
				]),
		),
	};
}

module.exports = {
	NODE_TYPE,
	CREDENTIAL_TYPE,
	UPLOAD_NODE,
	node,
	manualTrigger,
	webhook,
	readFiles,
	dingTalk,
	uploadFile,
	chain,
};
