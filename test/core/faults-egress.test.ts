import dns from 'node:dns';
import { DEMO, type Emulator } from '../../emulator';
import { bootN8nCore } from '../../scripts/lib/n8n-core/harness.cjs';
import { sampleStream } from '../../scripts/lib/sample-file.cjs';
import { uploadFile } from '../../scripts/lib/workflow.cjs';
import { CREDENTIAL, emulatorCredential } from '../support/emulator-credential';
import { startTestEmulator } from '../support/start-emulator';
import { startForbidden, type CountingServer } from './support/counting-servers';

/** The only name that n8n lets through although it leads to this machine: for the API, and for a good storage. */
const ALLOWED_NAME = 'dingtalk.test';
const REBINDING_NAME = 'rebinding.test';
/** Documentation addresses are forbidden by default too; this is one of a public name server. */
const PUBLIC_ADDRESS = '8.8.8.8';

let emulator: Emulator;
let forbidden: CountingServer;
let forbiddenIpv6: CountingServer;
let proxy: CountingServer;
let n8n: Awaited<ReturnType<typeof bootN8nCore>>;
/** What names lead to, one answer after the other; the last one stays. */
let addresses: Record<string, string[]>;

beforeAll(async () => {
	emulator = await startTestEmulator();
	forbidden = await startForbidden('127.0.0.1');
	forbiddenIpv6 = await startForbidden('::1');
	proxy = await startForbidden();
	jest.spyOn(dns.promises, 'lookup').mockImplementation((async (name: string, { all }: dns.LookupOptions) => {
		const answers = addresses[name] ?? [];
		const address = answers.length > 1 ? answers.shift() : answers[0];
		if (address === undefined) throw Object.assign(new Error('No such name'), { code: 'ENOTFOUND' });
		return all ? [{ address, family: 4 }] : { address, family: 4 };
	}) as unknown as typeof dns.promises.lookup);
	const byName = (url: string) => url.replace('127.0.0.1', ALLOWED_NAME);
	n8n = await bootN8nCore({
		environment: {
			N8N_SSRF_PROTECTION_ENABLED: 'true',
			N8N_SSRF_ALLOWED_HOSTNAMES: ALLOWED_NAME,
			// n8n would keep an answer for a second; this is too small for one.
			N8N_SSRF_DNS_CACHE_MAX_SIZE: '1',
		},
		credentials: {
			[CREDENTIAL.id]: {
				...emulatorCredential(emulator),
				apiBaseUrl: byName(emulator.apiUrl),
				legacyApiBaseUrl: byName(emulator.legacyApiUrl),
			},
		},
	});
});
afterAll(async () => {
	n8n?.close();
	await Promise.all([proxy, forbidden, forbiddenIpv6, emulator].map((server) => server?.close()));
});
beforeEach(() => {
	emulator.reset();
	addresses = { [ALLOWED_NAME]: ['127.0.0.1'] };
});
afterEach(() => {
	process.env.HTTP_PROXY = '';
	process.env.NO_PROXY = '127.0.0.1,localhost';
	process.env.no_proxy = '127.0.0.1,localhost';
});

/** Uploads to the storage at these addresses. */
async function uploadTo(...resourceHosts: string[]) {
	emulator.switches.resourceHosts = resourceHosts;
	const data = await n8n.storeBinary(sampleStream(1000), 'file.bin');
	const { error } = await n8n.run(uploadFile(CREDENTIAL, DEMO.spaceId), [{ json: {}, binary: { data } }]);
	return error?.context.data;
}

const portOf = (host: string) => host.slice(host.lastIndexOf(':') + 1);
const refused = { code: 'UPLOAD_URL_REFUSED', reason: 'EGRESS_POLICY' };

describe('with the SSRF protection of n8n', () => {
	it('an upload to an allowed host passes', async () => {
		const storage = emulator.storageUrl.replace('127.0.0.1', ALLOWED_NAME);

		expect(await uploadTo(storage)).toBeUndefined();
		expect(emulator.files()).toHaveLength(1);
	});

	it.each([
		['this machine', '127.0.0.1'],
		['another address of this machine', '127.0.0.2'],
		['this machine, in decimal', '2130706433'],
		['this machine, in octal', '0177.0.0.1'],
		['this machine, in hexadecimal', '0x7f.1'],
		['this machine, shortened', '127.1'],
		['this machine, as zero', '0.0.0.0'],
		['this machine, as IPv4 in IPv6', '[::ffff:127.0.0.1]'],
		['this machine, as IPv4 in IPv6 in hexadecimal', '[::ffff:7f00:1]'],
		['this machine, in full-width digits', '１２７.０.０.１'],
	])('nothing reaches %s', async (_, address) => {
		const before = forbidden.connections();
		const error = await uploadTo(`http://${address}:${portOf(forbidden.host)}`);

		expect(error).toMatchObject(refused);
		expect(forbidden.connections()).toBe(before);
	});

	it('nothing reaches this machine by IPv6', async () => {
		const error = await uploadTo(`http://${forbiddenIpv6.host}`);

		expect(error).toMatchObject(refused);
		expect(forbiddenIpv6.connections()).toBe(0);
	});

	it.each(['169.254.169.254', '10.0.0.1', '192.168.0.1', '[fe80::1]', '[fd00:ec2::254]'])(
		'%s is refused before the first byte',
		async (address) => {
			const error = await uploadTo(`http://${address}`);
			expect(error).toMatchObject({ ...refused, host: address });
		},
	);

	it('nothing reaches this machine by a name', async () => {
		addresses['internal.test'] = ['127.0.0.1'];
		const before = forbidden.connections();
		const error = await uploadTo(`http://internal.test:${portOf(forbidden.host)}`);

		expect(error).toMatchObject(refused);
		expect(forbidden.connections()).toBe(before);
	});

	it('nothing reaches this machine by a name that changes its address between check and connection', async () => {
		addresses[REBINDING_NAME] = [PUBLIC_ADDRESS, '127.0.0.1'];
		const before = forbidden.connections();
		const error = await uploadTo(`http://${REBINDING_NAME}:${portOf(forbidden.host)}`);

		expect(error).toMatchObject({ ...refused, host: REBINDING_NAME });
		expect(addresses[REBINDING_NAME]).toEqual(['127.0.0.1']);
		expect(forbidden.connections()).toBe(before);
	});

	it.each(['127.0.0.1', 'internal.test'])('a proxy is not asked for %s either', async (host) => {
		addresses['internal.test'] = ['127.0.0.1'];
		process.env.HTTP_PROXY = `http://${proxy.host}`;
		process.env.NO_PROXY = ALLOWED_NAME;
		process.env.no_proxy = ALLOWED_NAME;
		const before = forbidden.connections();
		const error = await uploadTo(`http://${host}:${portOf(forbidden.host)}`);

		expect(error).toMatchObject(refused);
		expect(proxy.connections()).toBe(0);
		expect(forbidden.connections()).toBe(before);
	});
});
