import type { Emulator } from '../../emulator';
import { deterministicBytes } from '../support/pattern-bytes';
import { endLabs, startLab } from './support/lab';
import { send } from './support/raw-client';

const control = async ({ apiUrl }: Emulator, method: string, path: string, body?: unknown) =>
	await send(method, `${apiUrl}/_emulator/${path}`, { body });

afterEach(endLabs);

describe('the control routes', () => {
	it('show files, their bytes, calls and state, and are no calls themselves', async () => {
		const { emulator, client } = await startLab();
		const bytes = deterministicBytes(1000);
		const { dentry } = (await client.upload([bytes])).json;
		await client.open();

		const files = (await control(emulator, 'GET', 'files')).json;
		expect(files).toEqual([expect.objectContaining({ id: dentry.id, path: '/file.bin', sizeBytes: 1000 })]);
		const content = await fetch(`${emulator.apiUrl}/_emulator/files/${dentry.id}/content`);
		expect(Buffer.from(await content.arrayBuffer()).equals(bytes)).toBe(true);
		const calls = (await control(emulator, 'GET', 'calls')).json;
		expect(calls.map((call: { operation: string }) => call.operation)).toEqual([
			'token',
			'init',
			'query',
			'put',
			'commit',
			'init',
		]);
		expect((await control(emulator, 'GET', 'state')).json).toMatchObject({
			files,
			uploads: [{ parts: [] }],
			switches: { dateFormat: 'china' },
		});
	});

	it('set faults and show those that are left', async () => {
		const { emulator, client } = await startLab();
		const fault = { kind: 'return', operation: 'init', status: 500, count: 2 };
		expect((await control(emulator, 'POST', 'faults', [fault])).status).toBe(200);
		await client.init();
		expect((await control(emulator, 'GET', 'faults')).json).toEqual([{ ...fault, count: 1 }]);
		await client.init();
		expect((await control(emulator, 'GET', 'faults')).json).toEqual([]);
	});

	it('turn switches, move the clock, expire tokens and start again', async () => {
		const { emulator, client } = await startLab();
		await control(emulator, 'POST', 'switches', { dateFormat: 'iso' });
		expect((await client.upload([deterministicBytes(1)])).json.dentry.createTime).toMatch(/Z$/);
		await control(emulator, 'POST', 'expire-tokens');
		expect((await client.init()).json.code).toBe('InvalidAuthentication');
		await client.fetchToken();
		await control(emulator, 'POST', 'advance-clock', { ms: 7_200_000 });
		expect((await client.init()).json.code).toBe('InvalidAuthentication');
		await control(emulator, 'POST', 'reset');
		expect(emulator.files()).toEqual([]);
		expect(emulator.switches.dateFormat).toBe('china');
	});

	it.each([
		['POST', 'switches', { dateFromat: 'iso' }, 400],
		['POST', 'faults', { kind: 'wrong-etag', operation: 'init' }, 400],
		['POST', 'advance-clock', { ms: -1 }, 400],
		['GET', 'files/404/content', undefined, 400],
		['GET', 'nothing', undefined, 404],
	])('refuse %s %s %j and say why', async (method, path, body, expected) => {
		const { emulator } = await startLab();
		const { status, json } = await control(emulator, method, path, body);
		expect(status).toBe(expected);
		expect(json.error).toEqual(expect.any(String));
	});
});
