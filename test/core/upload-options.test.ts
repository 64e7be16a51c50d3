import type { IBinaryData, INodeParameters } from 'n8n-workflow';
import { DEMO } from '../support/start-emulator';
import { uploadNode, useCoreLab } from './support/core-lab';

const lab = useCoreLab();

async function upload(parameters: INodeParameters = {}, binary: Partial<IBinaryData> = {}) {
	const data = {
		data: Buffer.from('hello').toString('base64'),
		mimeType: 'text/plain',
		fileName: 'a.txt',
		...binary,
	};
	const { outputs, error } = await lab.n8n.run(uploadNode(parameters), [{ json: {}, binary: { data } }]);
	if (error) throw error;
	return outputs[0]?.[0]?.json;
}

const names = () => lab.emulator.files().map(({ name }) => name);

test('simplified, the answer has what later nodes need', async () => {
	expect(await upload()).toEqual({
		fileId: expect.any(String),
		fileName: 'a.txt',
		fileSize: 5,
		fileType: 'txt',
		spaceId: expect.any(String),
		parentId: '0',
		path: '/a.txt',
		uuid: expect.any(String),
		version: 1,
		wasRenamed: false,
		upload: {
			parts: 1,
			partSizeBytes: expect.any(Number),
			apiCalls: 3,
			retries: 0,
			throttledCalls: 0,
			resumedParts: 0,
			seconds: expect.any(Number),
			mebibytesPerSecond: expect.any(Number),
		},
	});
});

test('not simplified, the answer is what DingTalk sent, and how the upload went', async () => {
	expect(await upload({ simplify: false })).toMatchObject({
		id: expect.any(String),
		type: 'FILE',
		name: 'a.txt',
		status: 'NORMAL',
		createTime: expect.any(String),
		upload: { parts: 1 },
	});
});

test('a file of the same name is kept, and the new one renamed', async () => {
	await upload();
	expect(await upload()).toMatchObject({ fileName: 'a(1).txt', wasRenamed: true });
	expect(names()).toEqual(['a.txt', 'a(1).txt']);
});

test('a file of the same name is replaced if that was chosen', async () => {
	await upload();
	const options = { conflictStrategy: 'OVERWRITE' };
	expect(await upload({ options })).toMatchObject({ fileName: 'a.txt', version: 2, wasRenamed: false });
	expect(names()).toEqual(['a.txt']);
});

test('a file of the same name is handed back if that was chosen', async () => {
	const first = await upload();
	const options = { conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' };
	expect(await upload({ options })).toMatchObject({ fileId: first?.fileId, version: 1 });
});

test('a file of the same name stops the upload if that was chosen', async () => {
	await upload();
	const options = { conflictStrategy: 'RETURN_ERROR_IF_EXISTS' };
	await expect(upload({ options })).rejects.toMatchObject({
		message: 'The name is already taken in the folder',
	});
});

test.each<[string, Partial<IBinaryData>, INodeParameters, string]>([
	['the option File Name', {}, { options: { fileName: ' 报告 2026.pdf ' } }, '报告 2026.pdf'],
	['the name of the input file', { fileName: 'b.bin' }, {}, 'b.bin'],
	['"file" and its extension where it has no name', { fileName: '', fileExtension: 'pdf' }, {}, 'file.pdf'],
	['"file" where nothing is known', { fileName: '' }, {}, 'file'],
])('the name is %s', async (_, binary, parameters, name) => {
	expect(await upload(parameters, binary)).toMatchObject({ fileName: name, wasRenamed: false });
});

test('an empty file is uploaded', async () => {
	expect(await upload({}, { data: '', bytes: 0 })).toMatchObject({ fileSize: 0 });
	expect(lab.emulator.files()).toEqual([expect.objectContaining({ name: 'a.txt', sizeBytes: 0 })]);
});

test('the intranet is declined unless chosen, and a region is asked for only if chosen', async () => {
	await upload();
	await upload({ options: { preferIntranet: true, preferRegion: 'SHANGHAI' } });
	const asked = lab.emulator.calls({ operation: 'query' }).map(({ body }) => body?.option);
	expect(asked).toEqual([{ preferIntranet: false }, { preferIntranet: true }]);
	const opened = lab.emulator.calls({ operation: 'init', status: 200 });
	const regions = opened.map(({ body }) => (body?.option as { preferRegion?: string }).preferRegion);
	expect(regions).toEqual([undefined, 'SHANGHAI']);
});

test('parts have the size that was asked for', async () => {
	const data = Buffer.alloc(250_000, 7).toString('base64');
	expect(await upload({ options: { partSizeMb: 0.1 } }, { data })).toMatchObject({
		upload: { parts: 3, partSizeBytes: 104_857 },
	});
});

test('attempts are as many as were asked for', async () => {
	lab.emulator.faults.add({ kind: 'return', status: 503, operation: 'put' });
	await expect(upload({ options: { maxAttempts: 1 } })).rejects.toMatchObject({
		message: 'A part of the file could not be stored',
	});
	expect(lab.emulator.calls({ operation: 'put' })).toHaveLength(1);
});

test('a checksum that differs is noticed, unless verification is off', async () => {
	lab.emulator.faults.add({ kind: 'wrong-etag', operation: 'put' });
	expect(await upload({ options: { verifyParts: false } })).toMatchObject({ upload: { retries: 0 } });
	lab.emulator.faults.assertConsumed();
});

test('a commit whose answer is lost is looked for, and its file is the result', async () => {
	lab.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
	expect(await upload()).toMatchObject({ fileId: lab.emulator.files()[0]?.id, fileName: 'a.txt' });
	expect(lab.emulator.calls({ operation: 'commit' })).toHaveLength(1);
	expect(lab.emulator.files()).toHaveLength(1);
});

test('an unclear commit that cannot be looked for says where to look, and which permission is missing', async () => {
	lab.emulator.switches.scopeChanges = 'at-once';
	lab.emulator.revokeScope(DEMO.clientId, 'Storage.File.Read');
	lab.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
	await expect(upload()).rejects.toMatchObject({
		message: 'It is unclear whether DingTalk created the file',
		description: expect.stringMatching(/Look for the file 'a\.txt'.*Resume From.*Storage\.File\.Read/s),
		context: { data: { code: 'COMMIT_UNCERTAIN', uploadKey: expect.any(String), fileName: 'a.txt' } },
	});
	expect(lab.emulator.calls({ operation: 'commit' })).toHaveLength(1);
});
