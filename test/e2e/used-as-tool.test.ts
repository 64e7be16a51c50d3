import { createHash } from 'node:crypto';
import type { INode } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { chain, NODE_TYPE, node, readFiles } from '../../scripts/lib/workflow.cjs';
import { findLeaks } from '../support/find-leaks';
import { byId } from '../support/locators';
import { openUpload } from '../support/open-upload';
import { FILES_FOLDER } from './setup/session';
import { makeFile } from './support/make-file';
import { N8nLab } from './support/n8n-lab';
import { secretsInUse } from './support/secrets-in-use';
import { since } from './support/since';
import { asTool, FILE_OF_MODEL, fromModel, serveTools } from './support/tool-lab';

const SIZE_BYTES = 500_000;
/** Five parts, one at a time, so that the failure of one cuts no other short. */
const FIVE_PARTS = { partSizeMb: 0.1, maxConcurrentParts: 1, maxAttempts: 1 };

let lab: N8nLab;
beforeAll(async () => {
	lab = await N8nLab.open();
});
afterAll(async () => await lab.close());
beforeEach(() => lab.emulator.reset());

const storeText = (settings?: Partial<INode>, options = {}) =>
	asTool(
		lab.uploadNode({ spaceId: byId(fromModel('space')), binaryPropertyName: FILE_OF_MODEL, options }),
		'Store Text',
		settings,
	);

const stored = () => lab.emulator.files().map(({ name, sha256: digest }) => [name, digest]);
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
/** In the order of the file. */
const partsSent = () =>
	lab.emulator
		.calls({ operation: 'put' })
		.map(({ partNumber }) => partNumber)
		.toSorted();

it('the tool tells what it does and what the model has to fill in', async () => {
	const tools = await serveTools(lab, [storeText()], async (mcp) => await mcp.listTools());

	expect(tools).toEqual([
		expect.objectContaining({ name: 'Store_Text', description: expect.stringMatching(/^Upload file/) }),
	]);
	expect(tools[0]?.inputSchema.required?.toSorted()).toEqual(['fileName', 'space', 'text']);
});

it('a text that the model has written becomes a file in the space that it has chosen', async () => {
	const text = 'Minutes of 会议, 3 May\n'.repeat(20_000);
	const args = { space: DEMO.spaceId, fileName: 'minutes.md', text };
	const answer = await serveTools(lab, [storeText()], async (mcp) => await mcp.callTool('Store_Text', args));

	expect(stored()).toEqual([['minutes.md', digestOf(text)]]);
	expect(answer.isError).toBe(false);
	const [output] = JSON.parse(answer.text) as [object];
	expect(output).toMatchObject({ fileId: lab.emulator.files()[0]?.id, path: '/minutes.md' });
	for (const name of ['uuid', 'upload']) expect(output).not.toHaveProperty(name);
});

it('calls at the same time do not get in the way of each other', async () => {
	const texts = ['first', 'second', 'third'];
	const answers = await serveTools(
		lab,
		[storeText()],
		async (mcp) =>
			await Promise.all(
				texts.map(async (text) => {
					const args = { space: DEMO.spaceId, fileName: `${text}.txt`, text };
					return await mcp.callTool('Store_Text', args);
				}),
			),
	);

	expect(answers.map(({ text }) => (JSON.parse(text) as [{ path: string }])[0].path)).toEqual(
		texts.map((text) => `/${text}.txt`),
	);
	expect(stored().toSorted()).toEqual(texts.map((text) => [`${text}.txt`, digestOf(text)]));
});

since('1.123', it)('a call that fails tells the model why, and what to do about it', async () => {
	const args = { space: '1', fileName: 'minutes.md', text: 'none' };
	const answer = await serveTools(lab, [storeText()], async (mcp) => await mcp.callTool('Store_Text', args));

	expect(answer.isError).toBe(true);
	expect(answer.text).toContain('DingTalk does not find the space');
	expect(answer.text).toContain("'Space'");
	expect(findLeaks(answer.text, secretsInUse(lab.emulator))).toEqual([]);
});

since('1.123', it)(
	'a tool has no item with files, which a call with the name of a field is told',
	async () => {
		const tool = asTool(lab.uploadNode({ binaryPropertyName: 'data' }), 'Upload');
		const { isError, text } = await serveTools(lab, [tool], async (mcp) => await mcp.callTool('Upload'));

		expect(isError).toBe(true);
		expect(text).toContain("'Input Data Field Name'");
		expect(text).toContain('A tool has no item with a file');
		expect(lab.emulator.files()).toEqual([]);
	},
);

since('1.123', it)('Retry On Fail sends only the parts that are missing', async () => {
	lab.emulator.faults.add({ operation: 'put', partNumber: 3, kind: 'return', status: 400 });
	const tool = storeText({ retryOnFail: true, waitBetweenTries: 1 }, FIVE_PARTS);
	const args = { space: DEMO.spaceId, fileName: 'long.txt', text: 'x'.repeat(SIZE_BYTES) };
	const { isError } = await serveTools(lab, [tool], async (mcp) => await mcp.callTool('Store_Text', args));

	expect(isError).toBe(false);
	expect(partsSent()).toEqual([1, 2, 3, 3, 4, 5]);
	expect(stored()).toEqual([['long.txt', digestOf(args.text)]]);
});

it('Get Part Upload Infos hands out addresses that take the parts', async () => {
	const uploadKey = await openUpload(lab.emulator);
	const filled = { uploadKey: fromModel('uploadKey'), partNumbers: fromModel('partNumbers') };
	const operation = lab.node({ resource: 'file', operation: 'getPartUploadInfos', ...filled });
	const args = { uploadKey, partNumbers: '2, 1' };
	const { text } = await serveTools(
		lab,
		[asTool(operation, 'Addresses')],
		async (mcp) => await mcp.callTool('Addresses', args),
	);

	const infos = JSON.parse(text) as { resourceUrls: string[]; headers: Record<string, string> }[];
	for (const { resourceUrls, headers } of infos) {
		const response = await fetch(resourceUrls[0] ?? '', { method: 'PUT', headers, body: Buffer.alloc(1024) });
		expect(response.status).toBe(200);
	}
	expect(partsSent()).toEqual([1, 2]);
});

it('a sub-workflow that a tool calls brings the file along', async () => {
	await makeFile('tools/contract.bin', SIZE_BYTES);
	const called = await lab.client.createWorkflow(
		chain(
			'Send a file',
			node('Called', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' }),
			readFiles(`={{ '${FILES_FOLDER}/tools/' + $json.file }}`),
			lab.uploadNode(),
		),
	);
	await lab.client.activate(called);
	const tool = node('Send File', '@n8n/n8n-nodes-langchain.toolWorkflow', 2.2, {
		description: 'Sends a file to DingTalk',
		workflowId: byId(called.id),
		workflowInputs: {
			mappingMode: 'defineBelow',
			value: { file: fromModel('file') },
			schema: [{ id: 'file', displayName: 'file', type: 'string', display: true, required: false }],
		},
	});
	const args = { file: 'contract.bin' };
	const { text } = await serveTools(lab, [tool], async (mcp) => await mcp.callTool('Send_File', args));
	await lab.client.deactivate(called.id);

	expect(JSON.parse(text)).toEqual([expect.objectContaining({ path: '/contract.bin' })]);
	const digest = await sha256(sampleStream(SIZE_BYTES, 'tools/contract.bin'));
	expect(stored()).toEqual([['contract.bin', digest]]);
});

it('the editor lists the spaces for the tool as it does for the node', async () => {
	const spacesFor = async (name: string) =>
		await lab.client.request('POST', '/rest/dynamic-node-parameters/resource-locator-results', {
			path: 'parameters.spaceId',
			methodName: 'searchSpaces',
			nodeTypeAndVersion: { name, version: 1 },
			currentNodeParameters: { resource: 'file', operation: 'upload' },
			credentials: { dingTalkApi: { id: lab.credential.id, name: lab.credential.name } },
		});

	const forTool = await spacesFor(`${NODE_TYPE}Tool`);
	expect(forTool.results).toContainEqual(expect.objectContaining({ value: DEMO.spaceId }));
	expect(forTool).toEqual(await spacesFor(NODE_TYPE));
});
