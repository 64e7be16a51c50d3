import { DEMO } from '../../emulator';
import { DingTalkStorage } from '../../nodes/DingTalkStorage/DingTalkStorage.node';
import { inSpace, useFormLab } from './support/form-lab';

/** Only the reader sees these. */
const MANY = Array.from({ length: 60 }, (_, index) => ({
	id: `9${String(index).padStart(3, '0')}`,
	name: `Team ${index % 2 === 0 ? 'even' : 'odd'} ${index}`,
}));

const { searchSpaces, searchFolders } = new DingTalkStorage().methods.listSearch;

const lab = useFormLab({
	spaces: [
		{ id: DEMO.spaceId, name: 'Company 企业' },
		{ id: '601', name: 'Marketing' },
		...MANY.map((space) => ({ ...space, writers: [], readers: [DEMO.readerUnionId] })),
	],
});

describe('spaces', () => {
	test('all that the user can see', async () => {
		expect(await searchSpaces.call(lab.inForm({}))).toEqual({
			results: [
				{ name: 'Company 企业', value: DEMO.spaceId },
				{ name: 'Marketing', value: '601' },
			],
		});
	});

	test.each(['mark', 'MARKETING', ' market '])('found by %j', async (filter) => {
		const { results } = await searchSpaces.call(lab.inForm({}), filter);
		expect(results).toEqual([{ name: 'Marketing', value: '601' }]);
	});

	test('a long list comes page by page', async () => {
		const form = lab.inForm({}, { unionId: DEMO.readerUnionId });
		const first = await searchSpaces.call(form);
		const second = await searchSpaces.call(form, undefined, first.paginationToken);
		expect(second.paginationToken).toBeUndefined();
		const ids = [...first.results, ...second.results].map(({ value }) => value);
		expect(ids).toEqual([DEMO.spaceId, '601', ...MANY.map(({ id }) => id)]);
	});

	test('those that are found come together, from however many pages', async () => {
		const form = lab.inForm({}, { unionId: DEMO.readerUnionId });
		const { results, paginationToken } = await searchSpaces.call(form, '9');
		const found = MANY.filter(({ name }) => name.includes('9')).map(({ id }) => id);
		expect(results.map(({ value }) => value)).toEqual(found);
		expect(paginationToken).toBeUndefined();
	});

	test('none is no error', async () => {
		expect(await searchSpaces.call(lab.inForm({}), 'nothing like it')).toEqual({ results: [] });
	});
});

describe('what stands in the way is told, instead of an empty list', () => {
	test.each<[string, () => Promise<unknown>, string]>([
		[
			'an unknown space',
			() => searchFolders.call(lab.inForm(inSpace('404'))),
			'DingTalk does not find the space',
		],
		['no space', () => searchFolders.call(lab.inForm(inSpace(''))), "'Space' is empty"],
		[
			'a wrong secret',
			() => searchSpaces.call(lab.inForm({}, { clientSecret: 'wrong' })),
			'DingTalk does not know this Client ID and Client Secret',
		],
		[
			'no operator anywhere',
			() => searchSpaces.call(lab.inForm({}, { unionId: '' })),
			"'Operator' is empty, here and in the credential",
		],
	])('%s', async (_, search, message) => {
		await expect(search()).rejects.toThrow(message);
	});

	test('a missing permission, with the page on which it can be added', async () => {
		lab.emulator.revokeScope(DEMO.clientId, 'Drive.Space.Read');
		await expect(searchSpaces.call(lab.inForm({}))).rejects.toMatchObject({
			description: expect.stringContaining('content=demo-client%23Drive.Space.Read'),
		});
	});
});
