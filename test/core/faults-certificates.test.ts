import type { Emulator } from '../../emulator';
import { MIB } from '../../scripts/lib/sample-file.cjs';
import { CREDENTIAL, emulatorCredential } from '../support/emulator-credential';
import { startTestEmulator } from '../support/start-emulator';
import { uploadNode } from './support/core-lab';
import { CoreProcess } from './support/core-process';
import { startTlsFront, type CountingServer } from './support/counting-servers';
import { createPrivateCa, type PrivateCa } from './support/private-ca';

/** Seven parts. */
const SIZE_BYTES = 100 * MIB;
const PARTS_IN_FLIGHT = 4;

let ca: PrivateCa;
let emulator: Emulator;
let api: CountingServer;
let storage: CountingServer;
beforeAll(async () => {
	ca = createPrivateCa();
	emulator = await startTestEmulator({ store: 'hash' });
	api = await startTlsFront(emulator.apiUrl, ca);
	storage = await startTlsFront(emulator.storageUrl, ca);
});
afterAll(async () => {
	await Promise.all([api?.close(), storage?.close(), emulator?.close()]);
	ca?.remove();
});
beforeEach(() => {
	emulator.reset();
	emulator.switches.resourceHosts = [`https://${storage.host}`];
});

async function upload(apiUrl: string, environment: NodeJS.ProcessEnv) {
	const credential = { ...emulatorCredential(emulator), apiBaseUrl: apiUrl, legacyApiBaseUrl: '' };
	const n8n = await CoreProcess.start({ [CREDENTIAL.id]: credential }, environment);
	const run = await n8n.run(uploadNode({ options: { maxConcurrentParts: PARTS_IN_FLIGHT } }), SIZE_BYTES);
	await n8n.close();
	return run;
}

describe('hosts with a certificate of a private CA', () => {
	it('are trusted where NODE_EXTRA_CA_CERTS names the CA', async () => {
		const { error } = await upload(`https://${api.host}`, { NODE_EXTRA_CA_CERTS: ca.caFile });

		expect(error).toBeUndefined();
		expect(emulator.files()).toEqual([expect.objectContaining({ sizeBytes: SIZE_BYTES })]);
		expect(storage.connections()).toBeGreaterThan(0);
	});

	it('are named where the storage is not trusted, and no host is tried twice by the same part', async () => {
		const before = storage.connections();
		const { error } = await upload(emulator.apiUrl, { NODE_EXTRA_CA_CERTS: '' });

		expect(error).toMatchObject({
			message: 'The certificate of the storage host is not trusted',
			description: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
			data: {
				code: 'UPLOAD_HOST_UNTRUSTED',
				reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
				host: storage.host,
				attempts: 1,
			},
		});
		expect(storage.connections() - before).toBeLessThanOrEqual(PARTS_IN_FLIGHT);
		expect(emulator.calls({ operation: 'put' })).toEqual([]);
	});

	it('are left aside where DingTalk names another host that is trusted', async () => {
		emulator.switches.resourceHosts = [`https://${storage.host}`, 'storage'];
		const { error } = await upload(emulator.apiUrl, { NODE_EXTRA_CA_CERTS: '' });

		expect(error).toBeUndefined();
		expect(emulator.files()).toHaveLength(1);
	});

	it('are named where the API is not trusted, after one connection', async () => {
		const before = api.connections();
		const { error } = await upload(`https://${api.host}`, { NODE_EXTRA_CA_CERTS: '' });

		expect(error).toMatchObject({
			message: 'The certificate of the DingTalk host is not trusted',
			description: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
			data: { code: 'API_UNTRUSTED', reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', host: api.host },
		});
		expect(api.connections() - before).toBe(1);
		expect(emulator.calls()).toEqual([]);
	});
});
