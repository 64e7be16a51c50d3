import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import type { Emulator } from '../../emulator';
import { bootN8nCore } from '../../scripts/lib/n8n-core/harness.cjs';
import { uploadFile } from '../../scripts/lib/workflow.cjs';
import { emulatorCredential } from '../support/emulator-credential';
import { DEMO, startTestEmulator } from '../support/start-emulator';

const ID = 'under-test';

let emulator: Emulator;
let n8n: Awaited<ReturnType<typeof bootN8nCore>>;
/** n8n's credential store. */
const stored: Record<string, ICredentialDataDecryptedObject> = {};

beforeAll(async () => {
	emulator = await startTestEmulator();
	n8n = await bootN8nCore({ credentials: stored });
});
afterAll(async () => {
	n8n.close();
	await emulator.close();
});
beforeEach(() => {
	emulator.reset();
	stored[ID] = emulatorCredential(emulator);
});

const node = (more: Partial<INode> = {}): INode =>
	uploadFile({ id: ID, name: 'Credential under test' }, DEMO.spaceId, {}, more);

const file = (fileName: string) => ({
	json: {},
	binary: { data: { data: Buffer.from('hello').toString('base64'), mimeType: 'text/plain', fileName } },
});

const upload = async (more: Partial<INode> = {}) => await n8n.run(node(more), [file('a.txt')]);

const logins = () => emulator.calls({ operation: 'token' }).length;

test('n8n keeps the token, and the next execution does not log in', async () => {
	await upload();
	expect(stored[ID]?.accessToken).toBeTruthy();
	await upload();
	expect(logins()).toBe(1);
	expect(emulator.files()).toHaveLength(2);
});

test('many items at once log in once', async () => {
	const items = Array.from({ length: 20 }, (_, index) => file(`${index}.txt`));
	expect((await n8n.run(node(), items)).status).toBe('success');
	expect(logins()).toBe(1);

	emulator.expireTokens();
	expect((await n8n.run(node(), items)).status).toBe('success');
	expect(logins()).toBe(2);
	expect(emulator.files()).toHaveLength(2 * items.length);
});

test('a token that has expired is renewed once and kept', async () => {
	await upload();
	emulator.expireTokens();
	expect((await upload()).status).toBe('success');
	await upload();
	expect(logins()).toBe(2);
});

test('a token that expires while a file is uploaded does not stop the upload', async () => {
	emulator.faults.add({ kind: 'token-expired', operation: 'commit' });
	expect((await upload()).status).toBe('success');
	expect(logins()).toBe(2);
	expect(emulator.files()).toHaveLength(1);
	emulator.faults.assertConsumed();
});

test('the token of another app is not used after the Client ID was changed', async () => {
	await upload();
	stored[ID] = { ...stored[ID], clientId: 'another-app' };
	const { status, error } = await upload();
	expect(status).toBe('error');
	expect(error?.message).toBe('DingTalk does not know this Client ID and Client Secret');
});

test('a third-party app uploads with its own kind of login', async () => {
	const { clientId, clientSecret, suiteTicket } = DEMO.thirdParty;
	const app = { appType: 'thirdParty', clientId, clientSecret, suiteTicket, authCorpId: DEMO.corpId };
	stored[ID] = { ...emulatorCredential(emulator), ...app };
	expect((await upload()).status).toBe('success');
	expect(emulator.calls({ operation: 'corpToken' })).toHaveLength(1);
});

test.each<[string, ICredentialDataDecryptedObject, string]>([
	['a wrong secret', { clientSecret: 'wrong' }, 'DingTalk does not know this Client ID and Client Secret'],
	[
		'a host that nobody has',
		{ apiBaseUrl: 'http://no-such-host.invalid' },
		'The DingTalk host could not be reached',
	],
	['no address', { apiBaseUrl: 'nonsense' }, 'The base URL is not usable'],
])('%s is told before any byte is sent', async (_, change, message) => {
	stored[ID] = { ...emulatorCredential(emulator), ...change };
	const { error } = await upload();
	expect(error).toMatchObject({ message, context: { itemIndex: 0 } });
	expect(error?.description).toBeTruthy();
	expect(emulator.calls({ operation: 'put' })).toEqual([]);
});

test('no secret shows in what n8n keeps of a failed run', async () => {
	await upload();
	const token = stored[ID]?.accessToken as string;
	emulator.revokeScope(DEMO.clientId, 'Storage.File.Write');
	emulator.expireTokens();
	const { task, error, outputs } = await upload({ onError: 'continueRegularOutput' });
	const kept = JSON.stringify([task, error, outputs]);
	expect(kept).toContain('The DingTalk app lacks a permission');
	for (const secret of [token, stored[ID]?.accessToken as string, DEMO.clientSecret, 'OSS ', 'uploadId=']) {
		expect(kept).not.toContain(secret);
	}
});
