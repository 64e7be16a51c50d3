import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { sampleStream } from '../../scripts/lib/sample-file.cjs';
import { checkpointOf } from '../support/checkpoint-of';
import { located } from '../support/locators';
import { nodeFolderIn, uploadNode, useCoreLab } from './support/core-lab';
import { itemWith, operationNode } from './support/operation-nodes';

const folder = mkdtempSync(path.join(tmpdir(), 'n8n-hints-'));
const onDisk = nodeFolderIn(folder);
const lab = useCoreLab({
	folder,
	credential: { monthlyApiCalls: 0 },
	credentials: {
		ten: { monthlyApiCalls: 10 },
		tenThousand: { monthlyApiCalls: 10_000 },
		unlimited: { monthlyApiCalls: 0 },
		unchanged: {},
	},
});
beforeEach(async () => await rm(onDisk, { recursive: true, force: true }));

async function hintsOf(node: INode, items: INodeExecutionData[] = [{ json: {} }]) {
	const { task } = await lab.n8n.run(node, items);
	return task?.hints ?? [];
}

const messagesOf = async (...run: Parameters<typeof hintsOf>) =>
	(await hintsOf(...run)).map(({ message }) => message);

let filesMade = 0;
const items = (count: number, nameOf = () => `${filesMade++}.txt`) =>
	Array.from({ length: count }, () => itemWith(nameOf()));

const PARTS = { partSizeMb: 0.1, maxConcurrentParts: 1 };
const large = async (fileName: string, parts = 3, seed = fileName): Promise<INodeExecutionData> => ({
	json: {},
	binary: { data: await lab.n8n.storeBinary(sampleStream(parts * 100_000, seed), fileName) },
});

describe('where nothing was unusual there is no hint', () => {
	test.each<[string, () => INode, number]>([
		['one upload', () => uploadNode(), 1],
		['many uploads', () => uploadNode(), 30],
		['by one request', () => uploadNode({ options: { uploadMethod: 'automatic' } }), 3],
		[
			'a file that was replaced',
			() => uploadNode({ options: { fileName: 'a', conflictStrategy: 'OVERWRITE' } }),
			2,
		],
		['a list', () => operationNode('folder', 'getAll'), 2],
		['a folder', () => operationNode('folder', 'create', { folderName: 'New' }), 2],
	])('%s', async (_, node, count) => {
		expect(await hintsOf(node(), items(count))).toEqual([]);
	});
});

describe('a name that was taken', () => {
	test('is told with both names', async () => {
		await hintsOf(uploadNode(), [itemWith('a.txt')]);
		expect(await hintsOf(uploadNode(), [itemWith('a.txt')])).toEqual([
			{ message: "The name was taken: 'a.txt' is 'a(1).txt' now.", location: 'outputPane' },
		]);
	});

	test('makes one hint, however many there are', async () => {
		expect(
			await messagesOf(
				uploadNode(),
				items(20, () => 'same.txt'),
			),
		).toEqual([
			expect.stringMatching(/^The name was taken: 'same\.txt' is 'same\(\d+\)\.txt' now, and 18 more\.$/),
		]);
	});

	test("is told of an upload of one's own too", async () => {
		await hintsOf(uploadNode(), [itemWith('a.txt')]);
		const own = { parentId: located('id', '0'), fileName: 'a.txt', fileSize: 0 };
		const { outputs } = await lab.n8n.run(operationNode('file', 'startMultipartUpload', own), [{ json: {} }]);
		const uploadKey = outputs[0]?.[0]?.json['uploadKey'] as string;
		const infos = await lab.n8n.run(
			operationNode('file', 'getPartUploadInfos', { uploadKey, partNumbers: '1' }),
			[{ json: {} }],
		);
		const { resourceUrls, headers } = infos.outputs[0]?.[0]?.json as unknown as {
			resourceUrls: string[];
			headers: Record<string, string>;
		};
		await fetch(resourceUrls[0] ?? '', { method: 'PUT', headers, body: Buffer.alloc(0) });
		expect(await messagesOf(operationNode('file', 'commit', { ...own, uploadKey }))).toEqual([
			"The name was taken: 'a.txt' is 'a(1).txt' now.",
		]);
	});
});

test('parts that were sent again are counted, in one hint', async () => {
	lab.emulator.faults.add({ operation: 'put', kind: 'wrong-etag', count: 3 });
	const [hint, ...others] = await messagesOf(uploadNode({ options: PARTS }), [
		await large('a'),
		await large('b'),
		await large('c'),
	]);
	lab.emulator.faults.assertConsumed();
	expect(hint).toMatch(/^The line is not steady: 3 parts of [123] files? had to be sent again\.$/);
	expect(others).toEqual([]);
});

test('calls that DingTalk turned away are counted, in one hint', async () => {
	const code = 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi';
	lab.emulator.faults.add({ operation: 'init', kind: 'return', code, count: 2 });
	expect(await messagesOf(uploadNode(), items(2))).toEqual([
		'DingTalk slowed the calls down (限流): it turned 2 calls away because there were too many a second.',
	]);
});

describe('an upload that was gone on with', () => {
	const FAILS_AT_PART_3 = { operation: 'put', partNumber: 3, kind: 'return', status: 400 } as const;

	async function fail(fileName: string): Promise<string> {
		lab.emulator.faults.add(FAILS_AT_PART_3);
		const { error } = await lab.n8n.run(uploadNode({ options: PARTS }), [await large(fileName)]);
		return checkpointOf(error);
	}

	test('says what was stored already', async () => {
		await fail('a');
		await fail('b');
		const both = [await large('a'), await large('b')];
		expect(await messagesOf(uploadNode({ options: PARTS }), both)).toEqual([
			'Went on from an earlier try: 4 parts of 2 files had been stored already.',
		]);
	});

	test('and then anew says why, once for many', async () => {
		await fail('a');
		await fail('b');
		const changed = [await large('a', 3, 'other'), await large('b', 3, 'other')];
		expect(await messagesOf(uploadNode({ options: PARTS }), changed)).toEqual([
			expect.stringMatching(
				/^All of '[ab]' was sent again: it has changed since the upload that failed, and 1 more\.$/,
			),
		]);
	});

	test('by Retry On Fail says so', async () => {
		lab.emulator.faults.add(FAILS_AT_PART_3);
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const messages = await messagesOf(uploadNode({ options: PARTS }, settings), [await large('a')]);
		expect(messages).toContain('Went on from an earlier try: 2 parts of 1 file had been stored already.');
	});
});

describe('the quota of the month', () => {
	const uploadBy = (credential: string, parameters: INodeParameters = {}) =>
		uploadNode(parameters, { credentials: { dingTalkApi: { id: credential, name: credential } } });
	const hint = (spent: string, of: string) => ({
		type: 'warning',
		location: 'outputPane',
		message: expect.stringContaining(
			`This n8n has made ${spent} of the ${of} DingTalk API calls of this month`,
		),
	});

	test('is warned of from 80 % on, once for all items', async () => {
		expect(await hintsOf(uploadBy('ten'), items(2))).toEqual([]);
		expect(await hintsOf(uploadBy('ten'), items(2))).toEqual([hint('12', '10')]);
	});

	test('is counted over executions, and by what DingTalk charges', async () => {
		const byMobile = { unionId: located('mobile', DEMO.mobile), options: { uploadMethod: 'automatic' } };
		expect(await hintsOf(uploadBy('ten', byMobile), items(3))).toEqual([]);
		expect(await hintsOf(uploadBy('ten', byMobile), items(1))).toEqual([hint('8', '10')]);
		const operations = lab.emulator.calls().map(({ operation }) => operation);
		expect(operations.filter((operation) => operation.startsWith('user')).length).toBeGreaterThan(0);
	});

	test('is counted for an execution that fails, too', async () => {
		const missing = { spaceId: located('id', '1') };
		for (let times = 0; times < 8; times++) await lab.n8n.run(uploadBy('ten', missing), items(1));
		expect(await hintsOf(uploadBy('ten'), items(1))).toEqual([hint('11', '10')]);
	});

	test.each(['tenThousand', 'unlimited', 'unchanged'])('is of no concern: %s', async (credential) => {
		await lab.n8n.run(uploadNode(), items(3));
		expect(await hintsOf(uploadBy(credential), items(3))).toEqual([]);
	});

	test('is counted in a file that names no app', async () => {
		await lab.n8n.run(uploadNode(), items(2));
		const names = (await readdir(onDisk)).filter((name) => name.startsWith('calls-'));
		expect(names).toEqual([expect.stringMatching(/^calls-[0-9a-f]{16}-\d{4}-\d{2}\.txt$/)]);
		expect(await readFile(path.join(onDisk, names[0] ?? ''), 'utf8')).toBe('6\n');
	});

	test('that cannot be counted stops nothing', async () => {
		await writeFile(onDisk, 'a file in the place of the folder');
		const { status, task } = await lab.n8n.run(uploadBy('ten'), items(5));
		expect(status).toBe('success');
		expect(task?.hints ?? []).toEqual([]);
	});

	test('is not touched by an execution that calls nobody', async () => {
		await lab.n8n.run(uploadBy('ten', { options: { fileName: 'a|b' } }), items(1));
		expect(await readdir(onDisk).catch(() => [])).toEqual([]);
	});
});

test('several kinds are a hint each', async () => {
	lab.emulator.faults.add({ operation: 'put', kind: 'wrong-etag' });
	const code = 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi';
	lab.emulator.faults.add({ operation: 'commit', kind: 'return', code });
	const node = uploadNode({}, { credentials: { dingTalkApi: { id: 'ten', name: 'ten' } } });
	const messages = await messagesOf(
		node,
		items(4, () => 'same.txt'),
	);
	expect(messages).toEqual([
		expect.stringContaining('The name was taken'),
		expect.stringContaining('The line is not steady: 1 part of 1 file had'),
		expect.stringContaining('turned 1 call away'),
		expect.stringContaining('API calls of this month'),
	]);
});
