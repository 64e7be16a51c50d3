import { createHash } from 'node:crypto';
import type { Emulator } from '../../emulator';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO, startTestEmulator } from '../support/start-emulator';
import { RawClient } from './support/raw-client';

describe('a whole upload', () => {
	let emulator: Emulator;
	let client: RawClient;

	beforeEach(async () => {
		emulator = await startTestEmulator();
		client = new RawClient(emulator);
	});

	afterEach(async () => await emulator.close());

	it('stores the bytes of all parts in order', async () => {
		const bytes = deterministicBytes(250_001);
		const uploadKey = await client.open();
		await client.put(uploadKey, 2, bytes.subarray(120_000));
		await client.put(uploadKey, 1, bytes.subarray(0, 120_000));

		const { status, json } = await client.commit(uploadKey, { option: { size: bytes.length } });

		expect(status).toBe(200);
		const [file] = emulator.files();
		expect(file).toMatchObject({ id: json.dentry.id, name: 'file.bin', sizeBytes: bytes.length });
		expect(file?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
		expect((await emulator.readFile(json.dentry.id)).equals(bytes)).toBe(true);
	});

	it('keeps token and storage headers apart on two listeners, and records both', async () => {
		await client.upload([deterministicBytes(10)]);

		expect(emulator.calls().map((call) => call.operation)).toEqual([
			'token',
			'init',
			'query',
			'put',
			'commit',
		]);
		const [put] = emulator.calls({ operation: 'put' });
		expect(put?.headers.host).toBe(new URL(emulator.storageUrl).host);
		expect(put?.headers).not.toHaveProperty('x-acs-dingtalk-access-token');
		expect(put).toMatchObject({ status: 200, partNumber: 1, bytes: 10, method: 'PUT' });
		const [commit] = emulator.calls({ operation: 'commit' });
		expect(commit?.headers).not.toHaveProperty('x-oss-date');
		expect(commit?.query).toEqual({ unionId: DEMO.unionId });
	});

	it('tells of every call that is over', async () => {
		const told: string[] = [];
		const other = await startTestEmulator({
			onCall: (call) => told.push(`${call.operation} ${call.status}`),
		});
		await new RawClient(other).upload([deterministicBytes(10)]);
		await other.close();
		expect(told).toEqual(['token 200', 'init 200', 'query 200', 'put 200', 'commit 200']);
	});

	it('starts again from the seed after a reset', async () => {
		await client.upload([deterministicBytes(10)]);
		emulator.reset();

		expect(emulator.files()).toEqual([]);
		expect(emulator.calls()).toEqual([]);
		await client.fetchToken();
		expect((await client.upload([deterministicBytes(10)])).json.dentry.name).toBe('file.bin');
	});
});
