import type { Operation } from '../../emulator/faults/fault';
import type { RecordedCall } from '../../emulator/http/call-log';
import { sampleStream } from '../../scripts/lib/sample-file.cjs';
import { uploadNode, useCoreLab } from './support/core-lab';
import { startForbidden, type CountingServer } from './support/counting-servers';

const lab = useCoreLab();
let elsewhere: CountingServer;
beforeAll(async () => {
	elsewhere = await startForbidden();
});
afterAll(async () => {
	await elsewhere?.close();
});

async function upload() {
	const data = await lab.n8n.storeBinary(sampleStream(1000), 'file.bin');
	return await lab.n8n.run(uploadNode(), [{ json: {}, binary: { data } }]);
}

describe('a redirect', () => {
	it.each([301, 302, 303, 307, 308])(
		'with status %s is followed by no call, and by no part',
		async (status) => {
			const headers = { Location: `http://${elsewhere.host}/v1.0/elsewhere` };
			const operations: Operation[] = ['init', 'query', 'put', 'commit'];
			// All tokens are void, so that a login is among the calls.
			lab.emulator.expireTokens();
			lab.emulator.faults.add(
				...(['token', ...operations] as const).map(
					(operation) => ({ kind: 'return', operation, status, headers, body: '' }) as const,
				),
			);
			await upload();

			expect(lab.emulator.calls({ operation: 'token', status })).toHaveLength(1);
			expect(lab.emulator.calls({ operation: 'put', status })).toHaveLength(1);
			expect(elsewhere.connections()).toBe(0);
		},
	);
});

describe('what each host gets to see', () => {
	const TOKEN_HEADER = 'x-acs-dingtalk-access-token';
	const headersOf = (calls: readonly RecordedCall[]) => calls.map(({ headers }) => headers);

	it('is the token for the API, and the signature for the storage', async () => {
		await upload();
		const calls = lab.emulator.calls();
		const toStorage = calls.filter(({ operation }) => operation === 'put');
		const toApi = calls.filter(({ operation }) => !['put', 'token'].includes(operation));

		const [{ [TOKEN_HEADER]: token = '' } = {}] = headersOf(toApi);
		const [{ authorization = '' } = {}] = headersOf(toStorage);
		expect(token).not.toBe('');
		expect(authorization).not.toBe('');
		expect(JSON.stringify(toStorage)).not.toContain(token);
		expect(JSON.stringify(headersOf(calls.filter((call) => !toStorage.includes(call))))).not.toContain(
			authorization,
		);
	});
});

describe('an address of the storage', () => {
	it.each([
		['with a user', (host: string) => `http://user:secret@${host}`],
		['with an empty user', (host: string) => `http://@${host}`],
		['for FTP', (host: string) => `ftp://${host}`],
		['for web sockets', (host: string) => `ws://${host}`],
		['of a file', () => 'file:///etc'],
		['that is data', () => 'data:text/plain,'],
		['without a host', () => 'http://'],
		['with a line break', (host: string) => `http://${host}/\n`],
		['with a zero byte', (host: string) => `http://${host}/\0`],
		['with backslashes', (host: string) => `http:\\\\${host}`],
	])('%s is refused before a byte is sent', async (_, address) => {
		lab.emulator.switches.resourceHosts = [address(elsewhere.host)];
		const { error } = await upload();

		expect(error?.context['data']).toMatchObject({ code: 'UPLOAD_URL_REFUSED' });
		expect(elsewhere.connections()).toBe(0);
		expect(lab.emulator.files()).toEqual([]);
	});
});
