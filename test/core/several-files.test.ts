import type { INodeExecutionData } from 'n8n-workflow';
import { useCoreLab } from './support/core-lab';
import { itemWith } from './support/operation-nodes';
import { digestsOf, itemOfOneName, sha256, uploadFiles } from './support/several-files';

const lab = useCoreLab();

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

async function storedItem(): Promise<INodeExecutionData> {
	const { json, binary } = ITEM();
	const stored = Object.entries(binary).map(async ([field, { fileName = '' }]) => {
		return [field, await lab.n8n.storeBinary(Buffer.from(fileName), fileName)] as const;
	});
	return { json, binary: Object.fromEntries(await Promise.all(stored)) };
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
		const done = await uploadFiles(lab, field, [await storedItem()]);
		expect(done.error).toBeUndefined();
		expect(done.names).toEqual(names.map((name) => [name, 0]));
		expect(namesStored()).toEqual([...names].sort());
		expectOwnBytes();
	});

	test('are an output item each, paired to their item', async () => {
		const items = [itemWith('a', 'b'), itemWith('c'), itemWith('d', 'e', 'f')];
		const { names } = await uploadFiles(lab, '*', items);
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
		expect((await uploadFiles(lab, 'a, b', [item])).names).toEqual([['a.txt', 0]]);
	});

	test('go up side by side, and each counts its own calls', async () => {
		lab.emulator.faults.add({ operation: 'put', kind: 'slow', bytesPerSecond: 20, count: 3 });
		const { json } = await uploadFiles(lab, '*', [ITEM()]);
		for (const { upload: summary } of json) expect(summary).toMatchObject({ parts: 1, apiCalls: 3 });
		expect(lab.emulator.peakInFlight('put')).toBeGreaterThan(1);
	});

	test.each(['*', '={{ Object.values($binary) }}', 'f0, f1, f2'])(
		'of one name and one size become files of their own: %s',
		async (field) => {
			const texts = ['first', 'other', 'third'];
			const { json } = await uploadFiles(lab, field, [await itemOfOneName(lab, texts)]);
			expect(digestsOf(lab, json)).toEqual(texts.map(sha256));
			expect(namesStored()).toEqual(['same(1).txt', 'same(2).txt', 'same.txt']);
		},
	);

	test('may be more than go up at a time', async () => {
		const texts = Array.from({ length: 70 }, (_, index) => String(index).padStart(3, '0'));
		const { json } = await uploadFiles(lab, '={{ Object.values($binary) }}', [
			await itemOfOneName(lab, texts),
		]);
		expect(digestsOf(lab, json)).toEqual(texts.map(sha256));
	});
});

describe('where a file is missing or bad', () => {
	test('one name too many ends the run, and nothing is left', async () => {
		const { error } = await uploadFiles(lab, 'data, nowhere', [ITEM()]);
		expect(error).toMatchObject({
			message: "'Input Data Field Name' names no file of this item",
			context: { itemIndex: 0 },
		});
		expect(lab.emulator.files()).toEqual([]);
	});

	test('an item without a file is told, for *', async () => {
		const { error } = await uploadFiles(lab, '*', [ITEM(), { json: {} }]);
		expect(error).toMatchObject({
			message: "'Input Data Field Name' names no file of this item",
			description: expect.stringContaining('The item has no file'),
			context: { itemIndex: 1 },
		});
	});

	test.each(['={{ [] }}', ',', ' ', '={{ [[]] }}', '={{ [7] }}', '={{ ["data", null] }}'])(
		'%s names no file',
		async (field) => {
			const { error } = await uploadFiles(lab, field, [ITEM()]);
			expect(error?.message).toMatch(/^'Input Data Field Name' /);
			expect(error).toMatchObject({ context: { itemIndex: 0 } });
			expect(lab.emulator.files()).toEqual([]);
		},
	);

	test('goes to the error output by itself, with the others of its item done', async () => {
		const items = [itemWith('a.txt', 'bad|name.txt', 'c.txt'), itemWith('d.txt', 'e.txt', 'f.')];
		const { names, failed } = await uploadFiles(lab, '*', items, {}, { onError: 'continueErrorOutput' });
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
		const { json } = await uploadFiles(
			lab,
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
		const { error } = await uploadFiles(lab, '*', [ITEM()], { options: { fileName: 'one.txt' } });
		expect(error).toMatchObject({
			message: "'File Name' is one name for several files",
			context: { itemIndex: 0 },
		});
		expect(lab.emulator.files()).toEqual([]);
		expect(lab.emulator.calls({ operation: 'init' })).toEqual([]);
	});

	test('holds for the one file there is, whatever names it', async () => {
		const { names } = await uploadFiles(lab, '*', [itemWith('a.txt')], { options: { fileName: 'one.txt' } });
		expect(names).toEqual([['one.txt', 0]]);
	});

	test('may be an expression that finds nothing', async () => {
		const { names } = await uploadFiles(lab, '*', [ITEM()], { options: { fileName: '={{ $json.name }}' } });
		expect(names).toHaveLength(3);
	});
});
