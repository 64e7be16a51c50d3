import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { uploadNode, useCoreLab } from './support/core-lab';
import { itemWith, jsonOf } from './support/operation-nodes';

const lab = useCoreLab();

const MIB = 1024 * 1024;
const PART_BYTES = 256 * 1024;

const item = async (sizeBytes: number, fileName = 'a.bin'): Promise<INodeExecutionData> => ({
	json: {},
	binary: { data: await lab.n8n.storeBinary(sampleStream(sizeBytes, fileName), fileName) },
});

async function upload(items: INodeExecutionData[], options: INodeParameters) {
	return await jsonOf(lab, uploadNode({ options }), items);
}

const AUTOMATIC = { uploadMethod: 'automatic' };
const operations = () =>
	lab.emulator.calls({ status: 200 }).flatMap(({ operation }) => (operation === 'token' ? [] : [operation]));

test.each([0, 1, 100_000, PART_BYTES])(
	'Automatic: %d bytes that fit in one part cost 2 calls',
	async (sizeBytes) => {
		const [json] = await upload([await item(sizeBytes)], { ...AUTOMATIC, partSizeMb: 0.25 });
		expect(json).toMatchObject({ fileSize: sizeBytes, upload: { apiCalls: 2, parts: 1, retries: 0 } });
		expect(operations()).toEqual(['uploadInfo', 'put', 'commit']);
		expect(lab.emulator.files()).toMatchObject([{ sha256: await sha256(sampleStream(sizeBytes, 'a.bin')) }]);
	},
);

test('Automatic: a larger file goes in parts', async () => {
	const [json] = await upload([await item(PART_BYTES + 1)], { ...AUTOMATIC, partSizeMb: 0.25 });
	expect(json).toMatchObject({ upload: { apiCalls: 3, parts: 2 } });
	expect(lab.emulator.calls({ operation: 'uploadInfo' })).toEqual([]);
	expect(lab.emulator.files()).toMatchObject([
		{ sha256: await sha256(sampleStream(PART_BYTES + 1, 'a.bin')) },
	]);
});

test('Automatic: without a part size it is 16 MiB that fit', async () => {
	const [fits, not] = await upload(
		[await item(16 * MIB, 'fits'), await item(16 * MIB + 1, 'not')],
		AUTOMATIC,
	);
	expect([fits, not]).toMatchObject([{ upload: { apiCalls: 2 } }, { upload: { apiCalls: 3, parts: 2 } }]);
});

test.each<INodeParameters>([{}, { uploadMethod: 'multipart' }, { uploadMethod: '={{ $json.nowhere }}' }])(
	'%j: every file goes in parts',
	async (options) => {
		const [json] = await upload([await item(5)], options);
		expect(json).toMatchObject({ upload: { apiCalls: 3 } });
		expect(lab.emulator.calls({ operation: 'uploadInfo' })).toEqual([]);
	},
);

test('the result is the same both ways', async () => {
	const results = [];
	for (const options of [{ uploadMethod: 'multipart' }, AUTOMATIC]) {
		lab.emulator.reset();
		const [{ fileId, uuid, upload: summary, ...rest } = {}] = await upload([itemWith('报告.pdf')], options);
		results.push({ rest, names: Object.keys(summary as object) });
		expect([fileId, uuid]).toEqual([expect.any(String), expect.any(String)]);
		expect(lab.emulator.files()).toMatchObject([{ name: '报告.pdf' }]);
	}
	expect(results[1]).toEqual(results[0]);
});

test('the same choices hold both ways', async () => {
	const options = {
		...AUTOMATIC,
		preferIntranet: true,
		preferRegion: 'SHANGHAI',
		conflictStrategy: 'OVERWRITE',
	};
	for (let times = 0; times < 2; times++) await upload([itemWith('a.txt')], options);
	const [{ body } = {}] = lab.emulator.calls({ operation: 'uploadInfo', status: 200 });
	expect(body).toMatchObject({
		protocol: 'HEADER_SIGNATURE',
		multipart: false,
		option: {
			preferIntranet: true,
			preferRegion: 'SHANGHAI',
			preCheckParam: { name: 'a.txt', parentId: '0', size: 5 },
		},
	});
	expect(lab.emulator.files()).toMatchObject([{ name: 'a.txt', version: 2 }]);
});

test('what DingTalk would refuse later is found out before any byte is sent', async () => {
	const { error } = await lab.n8n.run(
		uploadNode({ options: AUTOMATIC, parentId: { __rl: true, mode: 'id', value: '1' } }),
		[itemWith('a.txt')],
	);
	expect(error?.message).toBe('DingTalk does not find the folder');
	expect(lab.emulator.calls({ operation: 'put' })).toEqual([]);
});

test('a signature that has aged costs the file its short way, and the result says so', async () => {
	lab.emulator.faults.add({ operation: 'put', kind: 'expire-url' });
	const { outputs, task } = await lab.n8n.run(uploadNode({ options: AUTOMATIC }), [itemWith('a.txt')]);
	lab.emulator.faults.assertConsumed();
	expect(outputs[0]?.[0]?.json).toMatchObject({
		fileName: 'a.txt',
		upload: { startedAnew: 'uploadExpired' },
	});
	expect(task?.hints?.map(({ message }) => message)).toEqual([
		"All of 'a.txt' was sent again: the address for sending it by one request had expired.",
	]);
	expect(lab.emulator.files()).toHaveLength(1);
});

test('many small files save a third of the calls', async () => {
	const items = Array.from({ length: 20 }, (_, index) => itemWith(`${index}.txt`));
	await upload(items, AUTOMATIC);
	expect(operations().filter((operation) => operation !== 'put')).toHaveLength(40);
	expect(lab.emulator.files()).toHaveLength(20);
});
