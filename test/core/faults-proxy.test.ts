import type { Emulator } from '../../emulator';
import { MIB } from '../../scripts/lib/sample-file.cjs';
import { CREDENTIAL, emulatorCredential } from '../support/emulator-credential';
import { startTestEmulator } from '../support/start-emulator';
import { uploadNode } from './support/core-lab';
import { CoreProcess } from './support/core-process';
import { startTlsFront, type CountingServer } from './support/counting-servers';
import { createPrivateCa, type PrivateCa } from './support/private-ca';
import { startTinyproxy, type TestProxy } from './support/tinyproxy';

/** Two parts. */
const SIZE_BYTES = 20 * MIB;
const PASSWORD = 'Proxy-Passw0rd';

let ca: PrivateCa;
let emulator: Emulator;
let storage: CountingServer;
let open: TestProxy;
let locked: TestProxy;
beforeAll(async () => {
	ca = createPrivateCa();
	emulator = await startTestEmulator();
	storage = await startTlsFront(emulator.storageUrl, ca);
	open = await startTinyproxy();
	locked = await startTinyproxy({ basicAuth: `user ${PASSWORD}` });
});
afterAll(async () => {
	await Promise.all([open?.close(), locked?.close(), storage?.close(), emulator?.close()]);
	ca?.remove();
});

/** Uploads to an https storage; the API is http. */
async function uploadWith(proxies: NodeJS.ProcessEnv) {
	emulator.reset();
	emulator.switches.resourceHosts = [`https://${storage.host}`];
	const n8n = await CoreProcess.start(
		{ [CREDENTIAL.id]: emulatorCredential(emulator) },
		{
			NO_PROXY: '',
			no_proxy: '',
			NODE_EXTRA_CA_CERTS: ca.caFile,
			...proxies,
		},
	);
	const node = uploadNode({ options: { maxAttempts: 2 } });
	const run = await n8n.run(node, SIZE_BYTES);
	await n8n.close();
	return { ...run, output: n8n.output() };
}

describe('a proxy of the environment', () => {
	it('tunnels parts to an https storage, and hands on the calls of the API', async () => {
		const { error } = await uploadWith({
			HTTP_PROXY: `http://${open.host}`,
			HTTPS_PROXY: `http://${open.host}`,
		});

		expect(error).toBeUndefined();
		expect(emulator.files()).toHaveLength(1);
		const requests = open.requests();
		expect(requests).toContain(`CONNECT ${storage.host} HTTP/1.1`);
		expect(requests.some((request) => request.startsWith(`POST ${emulator.apiUrl}/v1.0/`))).toBe(true);
		expect(storage.connections()).toBe(requests.filter((request) => request.startsWith('CONNECT')).length);
	});

	it('is passed with user and password, which appear nowhere', async () => {
		const proxy = `http://user:${PASSWORD}@${locked.host}`;
		const { error, everything, output } = await uploadWith({ ALL_PROXY: proxy });

		expect(error).toBeUndefined();
		expect(locked.requests()).toContain(`CONNECT ${storage.host} HTTP/1.1`);
		expect(everything + output).not.toContain(PASSWORD);
		expect(everything + output).not.toContain(Buffer.from(`user:${PASSWORD}`).toString('base64'));
	});

	it.each([
		['asks for a password', '', 'PROXY_STATUS_407'],
		// What tinyproxy answers instead of 407.
		['does not know the password', `user:wrong-${PASSWORD}@`, 'PROXY_STATUS_401'],
	])('that %s ends the upload at once, and is named', async (_, user, reason) => {
		const before = locked.requests().length;
		const { error, everything, output } = await uploadWith({ HTTPS_PROXY: `http://${user}${locked.host}` });

		expect(error?.data).toMatchObject({
			code: 'UPLOAD_PROXY_FAILED',
			reason,
			proxy: locked.host,
			host: storage.host,
			attempts: 1,
		});
		expect(error?.description).toContain(`proxy ${locked.host}`);
		// One for each of the two parts.
		expect(locked.requests().length - before).toBeLessThanOrEqual(2);
		expect(everything + output).not.toContain(PASSWORD);
	});

	it('that is down is named, not the storage', async () => {
		const { error } = await uploadWith({ HTTPS_PROXY: 'http://127.0.0.1:1' });

		expect(error).toMatchObject({
			message: "The proxy does not connect n8n to DingTalk's storage",
			data: { code: 'UPLOAD_PROXY_FAILED', reason: 'ECONNREFUSED', proxy: '127.0.0.1:1', attempts: 2 },
		});
	});

	it('that is down for the API too is what the error asks to check', async () => {
		const { error } = await uploadWith({ ALL_PROXY: 'http://127.0.0.1:1' });

		expect(error?.data).toMatchObject({ code: 'API_UNREACHABLE', reason: 'ECONNREFUSED' });
		expect(error?.description).toContain('proxy');
	}, 90_000);

	it('is left out where NO_PROXY has the host', async () => {
		const before = open.requests().length;
		const { error } = await uploadWith({ ALL_PROXY: `http://${open.host}`, NO_PROXY: '10.0.0.1, *.0.0.1' });

		expect(error).toBeUndefined();
		expect(open.requests()).toHaveLength(before);
	});

	it('is used where NO_PROXY means others', async () => {
		const before = open.requests().length;
		const { error } = await uploadWith({
			ALL_PROXY: `http://${open.host}`,
			NO_PROXY: '127.0.0.0/8, 127.0.0.1:1',
		});

		expect(error).toBeUndefined();
		expect(open.requests().slice(before)).toContain(`CONNECT ${storage.host} HTTP/1.1`);
	});
});
