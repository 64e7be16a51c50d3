import type { ILoadOptionsFunctions, INode, INodeParameters } from 'n8n-workflow';
import type { CredentialTestContext, LoadOptionsContext } from 'n8n-core';
import { DingTalkApi } from '../../credentials/DingTalkApi.credentials';
import { DingTalkStorage } from '../../nodes/DingTalkStorage/DingTalkStorage.node';
import { MemoryCredentials } from '../../scripts/lib/n8n-core/credentials.cjs';
import { bootN8nCore } from '../../scripts/lib/n8n-core/harness.cjs';
import { DEMO, type Emulator } from '../../emulator';
import { uploadNode } from '../support/core-lab';
import { CREDENTIAL, emulatorCredential } from '../support/emulator-credential';
import { startTestEmulator } from '../support/start-emulator';

const ROOT_FOLDER = { name: '/ (Root folder)', value: '0' };
const MANY = Array.from({ length: 60 }, (_, index) => ({
	id: `7${index}`,
	name: `Folder ${String(index).padStart(2, '0')}`,
}));

const dingTalk = new DingTalkStorage();
const { searchSpaces, searchFolders } = dingTalk.methods.listSearch;
const { testDingTalkApi } = dingTalk.methods.credentialTest;

let emulator: Emulator;
let n8n: Awaited<ReturnType<typeof bootN8nCore>>;
let core: {
	LoadOptionsContext: typeof LoadOptionsContext;
	CredentialTestContext: typeof CredentialTestContext;
};

beforeAll(async () => {
	emulator = await startTestEmulator({
		spaces: [
			{
				id: DEMO.spaceId,
				name: 'Company 企业',
				folders: [
					{ id: '51', name: 'Reports' },
					{ id: '52', name: '合同' },
				],
			},
			{ id: '601', name: 'Marketing', folders: MANY },
		],
	});
	n8n = await bootN8nCore();
	core = jest.requireActual('n8n-core');
});
afterAll(async () => {
	n8n.close();
	await emulator.close();
});
beforeEach(() => emulator.reset());

/** What n8n hands to a pick-list: the parameters as they are in the open form. */
function inForm(parameters: INodeParameters, credential: object = {}): ILoadOptionsFunctions {
	const stored = { [CREDENTIAL.id]: { ...emulatorCredential(emulator), ...credential } };
	const credentialsHelper = new MemoryCredentials(() => new DingTalkApi(), stored);
	const node: INode = uploadNode({ unionId: '', ...parameters });
	const workflow = new (jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow').Workflow)({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => dingTalk,
			getByNameAndVersion: () => dingTalk,
			getKnownTypes: () => ({}),
		},
	});
	const additionalData = { credentialsHelper, currentNodeParameters: node.parameters, variables: {} };
	return new core.LoadOptionsContext(workflow, node, additionalData as never, '') as ILoadOptionsFunctions;
}

const inSpace = (value: string) => ({ spaceId: { __rl: true, mode: 'list', value } });

describe('spaces', () => {
	test('all that the user can see', async () => {
		expect(await searchSpaces.call(inForm({}))).toEqual({
			results: [
				{ name: 'Company 企业', value: DEMO.spaceId },
				{ name: 'Marketing', value: '601' },
			],
		});
	});

	test.each(['mark', 'MARKETING', ' market '])('found by %j', async (filter) => {
		const { results } = await searchSpaces.call(inForm({}), filter);
		expect(results).toEqual([{ name: 'Marketing', value: '601' }]);
	});

	test('none is no error', async () => {
		expect(await searchSpaces.call(inForm({}), 'nothing like it')).toEqual({ results: [] });
	});
});

describe('folders', () => {
	test('the root comes first, then those of the space', async () => {
		const { results } = await searchFolders.call(inForm(inSpace(DEMO.spaceId)));
		expect(results[0]).toEqual(ROOT_FOLDER);
		expect(
			results
				.slice(1)
				.map(({ value }) => value)
				.sort(),
		).toEqual(['51', '52']);
	});

	test('a long list comes page by page', async () => {
		const form = inForm(inSpace('601'));
		const first = await searchFolders.call(form, undefined, undefined);
		const second = await searchFolders.call(form, undefined, first.paginationToken as string);
		expect(second.paginationToken).toBeUndefined();
		const names = [...first.results, ...second.results].map(({ name }) => name);
		expect(names).toEqual([ROOT_FOLDER.name, ...MANY.map(({ name }) => name)]);
	});

	test('a folder of the second page is found', async () => {
		const { results } = await searchFolders.call(inForm(inSpace('601')), 'folder 59');
		expect(results).toEqual([{ name: 'Folder 59', value: '759' }]);
	});

	test('the space has to be chosen first', async () => {
		await expect(searchFolders.call(inForm(inSpace('')))).rejects.toThrow("'Space' is empty");
	});
});

describe('what stands in the way is told, instead of an empty list', () => {
	test.each<[string, () => Promise<unknown>, string]>([
		[
			'an unknown space',
			() => searchFolders.call(inForm(inSpace('404'))),
			'DingTalk does not find the space',
		],
		[
			'a wrong secret',
			() => searchSpaces.call(inForm({}, { clientSecret: 'wrong' })),
			'DingTalk does not know this Client ID and Client Secret',
		],
		[
			'no union ID anywhere',
			() => searchSpaces.call(inForm({}, { unionId: '' })),
			"'Union ID' is empty, here and in the credential",
		],
	])('%s', async (_, search, message) => {
		await expect(search()).rejects.toThrow(message);
	});

	test('a missing permission, with the page on which it can be added', async () => {
		emulator.revokeScope(DEMO.clientId, 'Drive.Space.Read');
		await expect(searchSpaces.call(inForm({}))).rejects.toMatchObject({
			description: expect.stringContaining('content=demo-client%23Drive.Space.Read'),
		});
	});
});

describe('the test of the credential', () => {
	const check = async (change: object) =>
		await testDingTalkApi.call(new core.CredentialTestContext({} as never), {
			id: '1',
			name: 'Credential under test',
			type: 'dingTalkApi',
			data: { ...emulatorCredential(emulator), ...change },
		});

	test('the right secret', async () => {
		expect(await check({})).toMatchObject({ status: 'OK' });
	});

	test.each<[string, object, string]>([
		['a wrong secret', { clientSecret: 'wrong' }, 'does not know this Client ID and Client Secret'],
		['a host that nobody has', { apiBaseUrl: 'http://no-such-host.invalid' }, 'could not be reached'],
		['no address', { apiBaseUrl: 'nonsense' }, 'base URL is not usable'],
		[
			'an old ticket',
			{
				appType: 'thirdParty',
				clientId: DEMO.thirdParty.clientId,
				clientSecret: DEMO.thirdParty.clientSecret,
				authCorpId: DEMO.corpId,
				suiteTicket: 'old',
			},
			'does not accept the Suite Ticket',
		],
	])('%s', async (_, change, words) => {
		const result = await check(change);
		expect(result.status).toBe('Error');
		expect(result.message).toContain(words);
		expect(result.message).not.toContain('demo-secret');
	});

	test('a server that is not DingTalk', async () => {
		expect(await check({ apiBaseUrl: emulator.storageUrl })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('not what the DingTalk API documents'),
		});
	});
});
