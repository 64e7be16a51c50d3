import type { INode } from 'n8n-workflow';
import { chain, manualTrigger, node, readFiles } from '../../scripts/lib/workflow.cjs';
import { itemsOf, readExecution, runsOf } from '../support/executions';
import { FourFiles, NAMES, PARTS } from './support/four-files';
import { N8nLab } from './support/n8n-lab';
import { since } from './support/since';
import { graph, type Workflow } from './support/workflow-graph';

const FAILS_AT_THE_LAST_FILE = { operation: 'put', partNumber: 4, kind: 'return', status: 400 } as const;

let lab: N8nLab;
let files: FourFiles;
beforeAll(async () => {
	files = await FourFiles.make();
	lab = await N8nLab.open();
});
afterAll(async () => await lab.close());
beforeEach(() => lab.emulator.reset());

async function runToEnd(workflow: Workflow) {
	const { id } = await lab.client.createWorkflow(workflow);
	const executionId = await lab.client.run(id, 'Start');
	return { executionId, execution: await lab.client.ended(executionId) };
}

/** A node that writes down which file an item of ours comes from. */
const noteSource = (includeOtherFields = false) =>
	node('Note Source', 'n8n-nodes-base.set', 3.4, {
		assignments: {
			assignments: [
				{ id: '1', name: 'source', value: "={{ $('Read File').item.json.fileName }}", type: 'string' },
				{ id: '2', name: 'path', value: '={{ $json.path }}', type: 'string' },
			],
		},
		includeOtherFields,
		options: {},
	});

describe('in a sub-workflow', () => {
	const runThrough = async (mode: 'once' | 'each') => {
		const called = await lab.client.createWorkflow(
			chain(
				'Upload what is passed on',
				node('Called', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' }),
				lab.uploadNode(),
			),
		);
		await lab.client.activate(called);
		const call = node('Call', 'n8n-nodes-base.executeWorkflow', 1.2, {
			workflowId: { __rl: true, mode: 'id', value: called.id },
			workflowInputs: { mappingMode: 'defineBelow', value: {} },
			mode,
			options: {},
		});
		const { execution } = await runToEnd(
			chain('Call', manualTrigger(), readFiles(files.glob), call, noteSource()),
		);
		await lab.client.deactivate(called.id);
		return execution;
	};

	it.each(['once', 'each'] as const)('called %s, it uploads the files that it was handed', async (mode) => {
		const execution = await runThrough(mode);

		files.expectStoredIn(lab.emulator);
		const sources = NAMES.map((name) => ({ source: name, path: `/${name}` }));
		expect(itemsOf(execution, 'Note Source')).toEqual(sources);
	});

	it('a failure is told to the workflow that called it, word for word', async () => {
		lab.emulator.faults.add({
			operation: 'init',
			kind: 'return',
			code: 'spaceNotExist',
			count: NAMES.length,
		});
		const { status, error } = readExecution(await runThrough('once'));

		expect(status).toBe('error');
		expect(error?.message).toBe('DingTalk does not find the space');
		expect(error?.description).toContain("'Space'");
	});
});

describe('in Loop Over Items', () => {
	const loop = (upload: INode) =>
		graph(
			'Loop',
			[
				manualTrigger(),
				readFiles(files.glob),
				node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 2, options: {} }),
				upload,
				node('Done', 'n8n-nodes-base.noOp', 1, {}),
			],
			[
				{ from: 'Start', to: 'Read File' },
				{ from: 'Read File', to: 'Loop' },
				{ from: 'Loop', output: 0, to: 'Done' },
				{ from: 'Loop', output: 1, to: upload.name },
				{ from: upload.name, to: 'Loop' },
			],
		);

	it('each round uploads its own files', async () => {
		const { execution } = await runToEnd(loop(lab.uploadNode()));

		files.expectStoredIn(lab.emulator);
		const rounds = runsOf(execution, 'DingTalk Storage').map((items) =>
			items.map(({ json }) => json['fileName']),
		);
		expect(rounds).toEqual([NAMES.slice(0, 2), NAMES.slice(2)]);
		expect(itemsOf(execution, 'Done').map((json) => json['fileName'])).toEqual(NAMES);
	});

	it('Retry On Fail in the second round goes on with that round', async () => {
		lab.emulator.faults.add(FAILS_AT_THE_LAST_FILE);
		const upload = lab.uploadNode({ options: PARTS }, { retryOnFail: true, waitBetweenTries: 1 });
		const { execution } = await runToEnd(loop(upload));

		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Done').map((json) => json['fileName'])).toEqual(NAMES);
		files.expectStoredIn(lab.emulator);
	});

	it("n8n's Retry of an execution that failed in the second round goes on with that round", async () => {
		lab.emulator.faults.add(FAILS_AT_THE_LAST_FILE);
		const { executionId, execution } = await runToEnd(loop(lab.uploadNode({ options: PARTS })));
		expect(execution.status).toBe('error');
		expect(runsOf(execution, 'DingTalk Storage')).toHaveLength(2);
		await lab.client.retryExecution(executionId);

		files.expectStoredIn(lab.emulator);
	});
});

describe('before other nodes', () => {
	it('what was uploaded leads back to the file that was read', async () => {
		const { execution } = await runToEnd(
			chain(
				'Paired',
				manualTrigger(),
				readFiles(files.glob),
				lab.uploadNode(),
				noteSource(),
				node('Aggregate', 'n8n-nodes-base.aggregate', 1, { aggregate: 'aggregateAllItemData', options: {} }),
			),
		);

		const data = NAMES.map((name) => ({ source: name, path: `/${name}` }));
		expect(itemsOf(execution, 'Aggregate')).toEqual([{ data }]);
	});

	it('a Merge puts the file and what DingTalk says of it together', async () => {
		const byPosition = { mode: 'combine', combineBy: 'combineByPosition', options: {} };
		const { execution } = await runToEnd(
			graph(
				'Merge',
				[
					manualTrigger(),
					readFiles(files.glob),
					lab.uploadNode(),
					node('Merge', 'n8n-nodes-base.merge', 3.1, byPosition),
					noteSource(true),
				],
				[
					{ from: 'Start', to: 'Read File' },
					{ from: 'Read File', to: 'DingTalk Storage' },
					{ from: 'Read File', to: 'Merge', input: 0 },
					{ from: 'DingTalk Storage', to: 'Merge', input: 1 },
					{ from: 'Merge', to: 'Note Source' },
				],
			),
		);

		const [items] = runsOf(execution, 'Note Source');
		const merged = items?.map(({ json, binary }) => [
			json['source'],
			json['path'],
			binary?.['data']?.fileName,
		]);
		expect(merged).toEqual(NAMES.map((name) => [name, `/${name}`, name]));
	});
});

/** What the editor calls execution logic v2: an item's files are in its json, and `.item` is that json. */
since('2.0', describe)('where binary data is part of the data', () => {
	it.each(['_files.data', '={{ $json._files.data }}', "={{ $('Read File').item._files.data }}"])(
		'%s is the file of each item',
		async (binaryPropertyName) => {
			const { execution } = await runToEnd({
				...chain('Combined', manualTrigger(), readFiles(files.glob), lab.uploadNode({ binaryPropertyName })),
				settings: { binaryMode: 'combined' },
			});

			expect(execution.status).toBe('success');
			files.expectStoredIn(lab.emulator);
		},
	);
});
