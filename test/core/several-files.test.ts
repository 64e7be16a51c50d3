import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { deterministicBytes } from '../support/pattern-bytes';
import { openCoreLab, uploadNode, type CoreLab } from './support/core-lab';
import { itemWith } from './support/operation-nodes';

let folder: string;
let lab: CoreLab;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-several-'));
	lab = await openCoreLab({ folder });
});
afterAll(async () => await lab.close());
beforeEach(() => lab.emulator.reset());

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** Uploads what the field says, and tells what came out: names by item, or what the run ended with. */
async function upload(
	binaryPropertyName: string,
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	settings: Partial<INode> = {},
) {
	const node = uploadNode({ binaryPropertyName, ...parameters }, settings);
	const { status, error, outputs } = await lab.n8n.run(node, items);
	const [done = [], failed = []] = outputs;
	return {
		status,
		error,
		json: done.map(({ json }) => json),
		names: done.map(({ json, pairedItem }) => [json['fileName'], (pairedItem as { item: number }).item]),
		failed,
	};
}

const namesStored = () =>
	lab.emulator
		.files()
		.map(({ name }) => name)
		.sort();

/** Each file's bytes are its name. */
function expectOwnBytes(): void {
	for (const { name, sha256: digest } of lab.emulator.files()) expect(digest).toBe(sha256(name));
}

const ITEM = () => itemWith('a.txt', 'b.txt', 'c.txt');

/** Files with these contents and one name, where expressions reach them: they leave out what is in memory. */
async function itemOfOneName(texts: readonly string[]): Promise<INodeExecutionData> {
	const files = texts.map(async (text, index) => {
		return [`f${index}`, await lab.n8n.storeBinary(Buffer.from(text), 'same.txt')] as const;
	});
	return { json: {}, binary: Object.fromEntries(await Promise.all(files)) };
}

async function storedItem(): Promise<INodeExecutionData> {
	const { json, binary } = ITEM();
	const stored = Object.entries(binary).map(async ([field, { fileName = '' }]) => {
		return [field, await lab.n8n.storeBinary(Buffer.from(fileName), fileName)] as const;
	});
	return { json, binary: Object.fromEntries(await Promise.all(stored)) };
}

/** The digests of what became of each output item. */
function digestsOf(json: readonly IDataObject[]): Array<string | undefined> {
	const digests = new Map(lab.emulator.files().map((file) => [file.id, file.sha256]));
	return json.map(({ fileId }) => digests.get(fileId as string));
}

describe('the files of an item', () => {
	test.each([
		['data', ['a.txt']],
		['data, data1', ['a.txt', 'b.txt']],
		['data2,data', ['c.txt', 'a.txt']],
		[' data ,, data1, ', ['a.txt', 'b.txt']],
		['data, data', ['a.txt']],
		['*', ['a.txt', 'b.txt', 'c.txt']],
		[' * ', ['a.txt', 'b.txt', 'c.txt']],
		['={{ "data,data1" }}', ['a.txt', 'b.txt']],
		['={{ ["data", "data2"] }}', ['a.txt', 'c.txt']],
		['={{ $binary.data1 }}', ['b.txt']],
		['={{ [$binary.data1, $binary.data] }}', ['b.txt', 'a.txt']],
		['={{ [$binary.data1, "data"] }}', ['b.txt', 'a.txt']],
		['={{ Object.values($binary) }}', ['a.txt', 'b.txt', 'c.txt']],
		['={{ Object.keys($binary) }}', ['a.txt', 'b.txt', 'c.txt']],
	])('named by %s are uploaded one by one', async (field, names) => {
		const done = await upload(field, [await storedItem()]);
		expect(done.error).toBeUndefined();
		expect(done.names).toEqual(names.map((name) => [name, 0]));
		expect(namesStored()).toEqual([...names].sort());
		expectOwnBytes();
	});

	test('are an output item each, paired to their item', async () => {
		const items = [itemWith('a', 'b'), itemWith('c'), itemWith('d', 'e', 'f')];
		const { names } = await upload('*', items);
		expect(names).toEqual([
			['a', 0],
			['b', 0],
			['c', 1],
			['d', 2],
			['e', 2],
			['f', 2],
		]);
		expectOwnBytes();
	});

	test('in a field with a comma in its name are found by that name', async () => {
		const { binary } = itemWith('a.txt');
		const item = { json: {}, binary: { 'a, b': binary['data'] } } as INodeExecutionData;
		expect((await upload('a, b', [item])).names).toEqual([['a.txt', 0]]);
	});

	test('go up side by side, and each counts its own calls', async () => {
		lab.emulator.faults.add({ operation: 'put', kind: 'slow', bytesPerSecond: 20, count: 3 });
		const { json } = await upload('*', [ITEM()]);
		for (const { upload: summary } of json) expect(summary).toMatchObject({ parts: 1, apiCalls: 3 });
		expect(lab.emulator.peakInFlight('put')).toBeGreaterThan(1);
	});

	test.each(['*', '={{ Object.values($binary) }}', 'f0, f1, f2'])(
		'of one name and one size become files of their own: %s',
		async (field) => {
			const texts = ['first', 'other', 'third'];
			const { json } = await upload(field, [await itemOfOneName(texts)]);
			expect(digestsOf(json)).toEqual(texts.map(sha256));
			expect(namesStored()).toEqual(['same(1).txt', 'same(2).txt', 'same.txt']);
		},
	);

	test('may be more than go up at a time', async () => {
		const texts = Array.from({ length: 70 }, (_, index) => String(index).padStart(3, '0'));
		const { json } = await upload('={{ Object.values($binary) }}', [await itemOfOneName(texts)]);
		expect(digestsOf(json)).toEqual(texts.map(sha256));
	});
});

describe('where a file is missing or bad', () => {
	test('one name too many ends the run, and nothing is left', async () => {
		const { error } = await upload('data, nowhere', [ITEM()]);
		expect(error).toMatchObject({
			message: "'Input Data Field Name' names no file of this item",
			context: { itemIndex: 0 },
		});
		expect(lab.emulator.files()).toEqual([]);
	});

	test('an item without a file is told, for *', async () => {
		const { error } = await upload('*', [ITEM(), { json: {} }]);
		expect(error).toMatchObject({
			message: "'Input Data Field Name' names no file of this item",
			description: expect.stringContaining('The item has no file'),
			context: { itemIndex: 1 },
		});
	});

	test.each(['={{ [] }}', ',', ' ', '={{ [[]] }}', '={{ [7] }}', '={{ ["data", null] }}'])(
		'%s names no file',
		async (field) => {
			const { error } = await upload(field, [ITEM()]);
			expect(error?.message).toMatch(/^'Input Data Field Name' /);
			expect(error).toMatchObject({ context: { itemIndex: 0 } });
			expect(lab.emulator.files()).toEqual([]);
		},
	);

	test('goes to the error output by itself, with the others of its item done', async () => {
		const items = [itemWith('a.txt', 'bad|name.txt', 'c.txt'), itemWith('d.txt', 'e.txt', 'f.')];
		const { names, failed } = await upload('*', items, {}, { onError: 'continueErrorOutput' });
		expect(names).toEqual([
			['a.txt', 0],
			['c.txt', 0],
			['d.txt', 1],
			['e.txt', 1],
		]);
		expect(failed.map(({ json, pairedItem }) => [json['error'], pairedItem])).toEqual([
			["'File Name' must not contain the character |", { item: 0 }],
			["'File Name' must not end with a dot (.)", { item: 1 }],
		]);
		expectOwnBytes();
	});

	test('stands in its place where errors are continued with', async () => {
		const items = [itemWith('a.txt', 'b|.txt', 'c.txt')];
		const { json } = await upload(
			'data, data1, nowhere, data2',
			items,
			{},
			{ onError: 'continueRegularOutput' },
		);
		expect(json.map(({ fileName, error }) => fileName ?? error)).toEqual([
			'a.txt',
			"'File Name' must not contain the character |",
			"'Input Data Field Name' names no file of this item",
			'c.txt',
		]);
	});
});

describe('File Name', () => {
	test('is refused for several files, before anything is sent', async () => {
		const { error } = await upload('*', [ITEM()], { options: { fileName: 'one.txt' } });
		expect(error).toMatchObject({
			message: "'File Name' is one name for several files",
			context: { itemIndex: 0 },
		});
		expect(lab.emulator.files()).toEqual([]);
		expect(lab.emulator.calls({ operation: 'init' })).toEqual([]);
	});

	test('holds for the one file there is, whatever names it', async () => {
		const { names } = await upload('*', [itemWith('a.txt')], { options: { fileName: 'one.txt' } });
		expect(names).toEqual([['one.txt', 0]]);
	});

	test('may be an expression that finds nothing', async () => {
		const { names } = await upload('*', [ITEM()], { options: { fileName: '={{ $json.name }}' } });
		expect(names).toHaveLength(3);
	});
});

describe('a next try', () => {
	const PART_BYTES = 128 * 1024;
	const PARTS = { partSizeMb: 0.125, maxAttempts: 1, maxConcurrentParts: 1 };
	const RETRY: Partial<INode> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
	/** Ends an upload of more than four parts. */
	const FAILS_AT_PART_5 = { operation: 'put', partNumber: 5, kind: 'return', status: 400 } as const;

	const inits = () =>
		lab.emulator
			.calls({ operation: 'init', status: 200 })
			.map(({ body }) => (body?.['option'] as { preCheckParam: { name: string } }).preCheckParam.name);
	const forgetOnDisk = async () =>
		await rm(path.join(folder, 'storage', 'dingtalk-storage'), { recursive: true, force: true });

	async function fileOf(fileName: string, bytes: Buffer) {
		return await lab.n8n.storeBinary(bytes, fileName);
	}

	/** A file of eight parts, which begins as another one does. */
	const large = (seed: number) =>
		Buffer.concat([deterministicBytes(4 * PART_BYTES), deterministicBytes(4 * PART_BYTES, seed)]);

	beforeEach(forgetOnDisk);

	test('of Retry On Fail uploads no finished file again', async () => {
		const binary = {
			small: await fileOf('small.txt', Buffer.from('small')),
			large: await fileOf('large.bin', large(1)),
			other: await fileOf('other.txt', Buffer.from('other')),
		};
		// Long enough for the small ones to be finished.
		lab.emulator.faults.add({ operation: 'put', partNumber: 2, kind: 'slow', bytesPerSecond: 256 * 1024 });
		lab.emulator.faults.add(FAILS_AT_PART_5);
		const { status, names } = await upload('*', [{ json: {}, binary }], { options: PARTS }, RETRY);
		lab.emulator.faults.assertConsumed();
		expect(status).toBe('success');
		expect(names.map(([name]) => name)).toEqual(['small.txt', 'large.bin', 'other.txt']);
		expect(inits().sort()).toEqual(['large.bin', 'other.txt', 'small.txt']);
		expect(lab.emulator.files()).toHaveLength(3);
	});

	test('knows files of one name and size apart', async () => {
		const texts = ['first', 'other', 'third'];
		lab.emulator.faults.add({ operation: 'put', kind: 'return', status: 400 });
		const options = { maxAttempts: 1 };
		const { json } = await upload('*', [await itemOfOneName(texts)], { options }, RETRY);
		lab.emulator.faults.assertConsumed();
		expect(digestsOf(json)).toEqual(texts.map(sha256));
	});

	test('with Resume From goes on with the file that it is of, and begins the others', async () => {
		const binary = {
			a: await fileOf('a.bin', large(1)),
			b: await fileOf('b.bin', large(2)),
		};
		lab.emulator.faults.add(FAILS_AT_PART_5);
		const failed = await upload('b', [{ json: {}, binary }], { options: PARTS });
		const { checkpoint } = (failed.error as unknown as { context: { data: IDataObject } }).context.data;
		await forgetOnDisk();

		const options = { ...PARTS, resumeFrom: checkpoint as string };
		const { json } = await upload('*', [{ json: {}, binary }], { options });
		expect(json.map((each) => [each['fileName'], (each['upload'] as IDataObject)['resumedParts']])).toEqual([
			['a.bin', 0],
			['b.bin', 4],
		]);
		expect(digestsOf(json)).toEqual([sha256(large(1)), sha256(large(2))]);
	});

	test('with Resume From never mixes two files of the same name, size and beginning', async () => {
		const binary = {
			a: await fileOf('same.bin', large(1)),
			b: await fileOf('same.bin', large(2)),
		};
		lab.emulator.faults.add(FAILS_AT_PART_5);
		const failed = await upload('a', [{ json: {}, binary }], { options: PARTS });
		const { checkpoint } = (failed.error as unknown as { context: { data: IDataObject } }).context.data;
		await forgetOnDisk();

		const options = { ...PARTS, resumeFrom: checkpoint as string };
		// The first takes long enough for the other to come between, which then takes longer still.
		const slow = { operation: 'put', partNumber: 7, kind: 'slow' } as const;
		lab.emulator.faults.add({ ...slow, bytesPerSecond: 256 * 1024 }, { ...slow, bytesPerSecond: 96 * 1024 });
		const { json, error } = await upload('*', [{ json: {}, binary }], { options });
		expect(error).toBeUndefined();
		expect(digestsOf(json)).toEqual([sha256(large(1)), sha256(large(2))]);
	});
});
