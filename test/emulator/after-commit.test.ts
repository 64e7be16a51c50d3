import { request } from 'node:http';
import { eventually } from '../support/eventually';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';
import { endLabs, startLab } from './support/lab';
import { send } from './support/raw-client';

const BYTES = deterministicBytes(1000);

afterEach(endLabs);

describe('after commit', () => {
	it('E59 a second one is refused', async () => {
		const { emulator, client } = await startLab();
		const uploadKey = await client.store({ 1: BYTES });
		await client.commit(uploadKey);
		const { status, json } = await client.commit(uploadKey);
		expect({ status, code: json.code }).toEqual({ status: 400, code: 'paramError' });
		expect(emulator.files()).toHaveLength(1);
	});

	it('E59 a second one creates a duplicate when the switch says so', async () => {
		const { emulator, client } = await startLab({ switches: { repeatedCommit: 'duplicate' } });
		const uploadKey = await client.store({ 1: BYTES });
		await client.commit(uploadKey);
		const { json } = await client.commit(uploadKey);
		expect(json.dentry.name).toBe('file(1).bin');
		expect((await emulator.readFile(json.dentry.id)).equals(BYTES)).toBe(true);
	});

	it('E59 a second one answers the file of the first when the switch says so', async () => {
		const { emulator, client } = await startLab({ switches: { repeatedCommit: 'same-file' } });
		const uploadKey = await client.store({ 1: BYTES });
		const first = await client.commit(uploadKey);
		const second = await client.commit(uploadKey);
		expect(second.status).toBe(200);
		expect(second.json).toEqual(first.json);
		expect(emulator.files()).toHaveLength(1);
	});

	it('E62 the upload takes no parts and signs none', async () => {
		const { client } = await startLab();
		const uploadKey = await client.store({ 1: BYTES });
		const { url, headers } = await client.sign(uploadKey, 2);
		await client.commit(uploadKey);
		const put = await send('PUT', url, { headers, body: BYTES });
		expect(put.status).toBe(404);
		expect(put.text).toContain('<Code>NoSuchUpload</Code>');
		expect((await client.query(uploadKey, [2])).json.code).toBe('paramError.uploadKey');
	});

	it('E62 a part that was under way is refused at its end', async () => {
		const { emulator, client } = await startLab();
		const uploadKey = await client.store({ 1: BYTES });
		const { url, headers } = await client.sign(uploadKey, 2);
		const put = request(url, { method: 'PUT', agent: false, headers: { ...headers, 'Content-Length': 2 } });
		const answered = new Promise<number | undefined>((resolve, reject) => {
			put.on('error', reject).on('response', (answer) => resolve(answer.resume().statusCode));
		});
		put.write('a');
		await eventually(
			() => emulator.calls({ partNumber: 2, operation: 'put' })[0]?.bytes === 1,
			'the part starts',
		);
		await client.commit(uploadKey);
		put.end('b');
		expect(await answered).toBe(404);
		expect(emulator.files()).toMatchObject([{ sizeBytes: BYTES.length }]);
	});

	it.each(['DELETE', 'POST'])('E63 and before it there is no way to abort (%s)', async (method) => {
		const { emulator, client } = await startLab();
		await client.store({ 1: BYTES });
		const path = `/v1.0/storage/spaces/${DEMO.spaceId}/files/multiPartUploadInfos/abort`;
		expect((await client.call(method, path, {})).json.errcode).toBe(404);
		expect(emulator.uploads()).toHaveLength(1);
	});
});
