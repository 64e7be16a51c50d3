import type { CredentialTestContext } from 'n8n-core';
import { DEMO } from '../../emulator';
import { DingTalkStorage } from '../../nodes/DingTalkStorage/DingTalkStorage.node';
import { emulatorCredential } from '../support/emulator-credential';
import { inSpace, openFormLab, type FormLab } from './support/form-lab';

/** Only the reader sees these. */
const MANY = Array.from({ length: 60 }, (_, index) => ({
	id: `9${String(index).padStart(3, '0')}`,
	name: `Team ${index % 2 === 0 ? 'even' : 'odd'} ${index}`,
}));

const dingTalk = new DingTalkStorage();
const { searchSpaces, searchFolders } = dingTalk.methods.listSearch;
const { testDingTalkApi } = dingTalk.methods.credentialTest;

let lab: FormLab;
let emulator: FormLab['emulator'];
let inForm: FormLab['inForm'];
let core: { CredentialTestContext: typeof CredentialTestContext };

beforeAll(async () => {
	lab = await openFormLab({
		spaces: [
			{ id: DEMO.spaceId, name: 'Company 企业' },
			{ id: '601', name: 'Marketing' },
			...MANY.map((space) => ({ ...space, writers: [], readers: [DEMO.readerUnionId] })),
		],
	});
	({ emulator, inForm } = lab);
	core = jest.requireActual('n8n-core');
});
afterAll(async () => await lab.close());
beforeEach(() => emulator.reset());

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

	test('a long list comes page by page', async () => {
		const form = inForm({}, { unionId: DEMO.readerUnionId });
		const first = await searchSpaces.call(form);
		const second = await searchSpaces.call(form, undefined, first.paginationToken);
		expect(second.paginationToken).toBeUndefined();
		const ids = [...first.results, ...second.results].map(({ value }) => value);
		expect(ids).toEqual([DEMO.spaceId, '601', ...MANY.map(({ id }) => id)]);
	});

	test('those that are found come together, from however many pages', async () => {
		const form = inForm({}, { unionId: DEMO.readerUnionId });
		const { results, paginationToken } = await searchSpaces.call(form, '9');
		const found = MANY.filter(({ name }) => name.includes('9')).map(({ id }) => id);
		expect(results.map(({ value }) => value)).toEqual(found);
		expect(paginationToken).toBeUndefined();
	});

	test('none is no error', async () => {
		expect(await searchSpaces.call(inForm({}), 'nothing like it')).toEqual({ results: [] });
	});
});

describe('what stands in the way is told, instead of an empty list', () => {
	test.each<[string, () => Promise<unknown>, string]>([
		[
			'an unknown space',
			() => searchFolders.call(inForm(inSpace('404'))),
			'DingTalk does not find the space',
		],
		['no space', () => searchFolders.call(inForm(inSpace(''))), "'Space' is empty"],
		[
			'a wrong secret',
			() => searchSpaces.call(inForm({}, { clientSecret: 'wrong' })),
			'DingTalk does not know this Client ID and Client Secret',
		],
		[
			'no operator anywhere',
			() => searchSpaces.call(inForm({}, { unionId: '' })),
			"'Operator' is empty, here and in the credential",
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

	test('a missing permission, with a link for this app, however its ID was pasted', async () => {
		emulator.revokeScope(DEMO.clientId, 'qyapi_get_member');
		const pasted = { clientId: ` ${DEMO.clientId}\n`, operatorType: 'userId', userId: DEMO.userId };
		expect(await check(pasted)).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('content=demo-client%23qyapi_get_member'),
		});
	});

	test('a server that is not DingTalk', async () => {
		expect(await check({ apiBaseUrl: emulator.storageUrl })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('not what the DingTalk API documents'),
		});
	});
});
