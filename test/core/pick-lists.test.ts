import type { ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';
import { DEMO, type EmulatedFolder } from '../../emulator';
import { DentryApi } from '../../lib/dingtalk';
import { bufferSource } from '../../lib/upload';
import { DingTalkStorage } from '../../nodes/DingTalkStorage/DingTalkStorage.node';
import { createApiLab } from '../support/api-lab';
import { DEMO_TARGET } from '../support/demo-target';
import { createUploadLab } from '../support/upload-lab';
import { inSpace, openFormLab, type FormLab } from './support/form-lab';

const COMPANY = inSpace(DEMO.spaceId);
const WIDE = inSpace('601');
const DEEP = inSpace('602');
const BUSHY = inSpace('603');

const ROOT = ['/ (Root folder)', '0'];
const HINT = ['Not here? Type more of its name, or a path such as /Reports/', false];

const COMPANY_FOLDERS: readonly EmulatedFolder[] = [
	{ id: '51', name: 'Archive', folders: [{ id: '511', name: '2025', folders: [] }] },
	{
		id: '52',
		name: 'Reports 报告',
		folders: [
			{ id: '521', name: '2025' },
			{
				id: '522',
				name: '2026',
				folders: [
					{ id: '5221', name: '十一月', folders: [{ id: '52211', name: '终稿（v2）' }] },
					{ id: '5222', name: '十二月' },
				],
			},
		],
	},
	{ id: '53', name: '合同' },
	{ id: '54', name: 'reports 报告' },
];

/** One folder in the other, deeper than one search goes. */
const chain = (depth: number): EmulatedFolder => ({
	id: `8${String(depth).padStart(2, '0')}`,
	name: depth === 45 ? 'Treasure' : `Level ${depth}`,
	folders: depth === 45 ? [] : [chain(depth + 1)],
});

const rows = (name: string, count: number, firstId: number): EmulatedFolder[] =>
	Array.from({ length: count }, (_, index) => ({
		id: String(firstId + index),
		name: `${name} ${String(index).padStart(3, '0')}`,
	}));

const { searchFolders, searchFiles } = new DingTalkStorage().methods.listSearch;
type Search = typeof searchFolders;

let lab: FormLab;
beforeAll(async () => {
	lab = await openFormLab({
		spaces: [
			{ id: DEMO.spaceId, name: 'Company 企业', folders: COMPANY_FOLDERS },
			{ id: '601', name: 'Wide', folders: rows('Folder', 60, 7_000) },
			{ id: '602', name: 'Deep', folders: [chain(1)] },
			{
				id: '603',
				name: 'Bushy',
				folders: rows('Team', 12, 9_000).map((team, index) => ({
					...team,
					folders: rows('Plan', 1, 9_100 + index),
				})),
			},
		],
	});
});
afterAll(async () => await lab.close());
beforeEach(() => lab.emulator.reset());

const show = (results: INodeListSearchItems[]) => results.map(({ name, value }) => [name, value]);
const calls = () => lab.emulator.calls({ operation: 'listDentries' }).length;

/** What the editor does when the user opens the list. */
async function open(form: ILoadOptionsFunctions, search: Search = searchFolders) {
	return await search.call(form);
}

/** What the editor shows once the user has typed this and looks no further. */
async function type(form: ILoadOptionsFunctions, filter: string, search: Search = searchFolders) {
	return show((await search.call(form, filter)).results);
}

/** The whole list, as the editor has it when the user has scrolled to its end: it shows no value twice. */
async function scroll(form: ILoadOptionsFunctions, filter?: string, search: Search = searchFolders) {
	const shown = new Map<unknown, INodeListSearchItems>();
	let token: string | undefined;
	do {
		const page = await search.call(form, filter, token);
		for (const item of page.results) if (!shown.has(item.value)) shown.set(item.value, item);
		token = page.paginationToken;
	} while (token !== undefined);
	return show([...shown.values()]);
}

/** Somebody else puts a folder into the company's space. */
async function createFolder(name: string): Promise<string> {
	const { client, close } = createApiLab(lab.emulator);
	const folder = { ...DEMO_TARGET, name };
	const { id } = await new DentryApi(client).createFolder(folder, new AbortController().signal);
	await close();
	return id;
}

describe('folders', () => {
	test('all of the space, each by its path, the root first and parents before children', async () => {
		expect(await scroll(lab.inForm(COMPANY))).toEqual([
			ROOT,
			['/Archive', '51'],
			['/Reports 报告', '52'],
			['/reports 报告', '54'],
			['/合同', '53'],
			['/Archive/2025', '511'],
			['/Reports 报告/2025', '521'],
			['/Reports 报告/2026', '522'],
			['/Reports 报告/2026/十一月', '5221'],
			['/Reports 报告/2026/十二月', '5222'],
			['/Reports 报告/2026/十一月/终稿（v2）', '52211'],
		]);
	});

	test('a list that is opened costs one call, and all of it one a folder', async () => {
		const form = lab.inForm(COMPANY);
		const { results } = await open(form);
		expect(results).toHaveLength(5);
		expect(calls()).toBe(1);
		await scroll(form);
		expect(calls()).toBe(1 + 11);
	});

	test('a long list comes page by page', async () => {
		const form = lab.inForm(WIDE);
		const first = await open(form);
		expect(first.results).toHaveLength(51);
		const second = await searchFolders.call(form, undefined, first.paginationToken);
		expect(second.results).toHaveLength(10);
		expect(calls()).toBe(2);
		const folders = rows('Folder', 60, 7_000).map(({ id, name }) => [`/${name}`, id]);
		// There is nothing in them, which takes long to find out.
		expect(await scroll(form)).toEqual([ROOT, ...folders, HINT]);
		expect(calls()).toBe(2 + 2 + 60);
	});

	test('the second page, for which the editor asks by itself, makes the list long enough to be scrolled', async () => {
		const form = lab.inForm(DEEP);
		const first = await open(form);
		expect(show(first.results)).toEqual([ROOT, ['/Level 1', '801']]);
		const second = await searchFolders.call(form, undefined, first.paginationToken);
		expect(second.results).toHaveLength(8);
		expect(calls()).toBe(1 + 8);
	});

	test('a list opened anew shows what is new', async () => {
		const form = lab.inForm(COMPANY);
		await open(form);
		const id = await createFolder('Fresh 新');
		expect(await type(form, 'fresh')).toEqual([]);
		expect(show((await open(form)).results)).toContainEqual(['/Fresh 新', id]);
		expect(await type(form, 'fresh')).toEqual([['/Fresh 新', id]]);
	});

	test.each(['{', '[]', 'null', '7', '"text"', '{"left":[]}', '{"left":[["52"]],"isCut":false}', '+ö'])(
		'a token that is not from here (%s) begins anew',
		async (token) => {
			const form = lab.inForm(COMPANY);
			const { results, paginationToken } = await searchFolders.call(form, undefined, token);
			expect(show(results)).toEqual(show((await open(form)).results));
			expect(paginationToken).toBe((await open(form)).paginationToken);
		},
	);

	test.each(['dentryNotExist', 'permissionDenied'])(
		'one that cannot be opened (%s) is shown, and so is the rest',
		async (code) => {
			const form = lab.inForm(COMPANY);
			const { paginationToken } = await open(form);
			const failing = { operation: 'listDentries', kind: 'return', code } as const;
			lab.emulator.faults.add(failing);
			const { results } = await searchFolders.call(form, undefined, paginationToken);
			lab.emulator.faults.assertConsumed();
			const names = results.map(({ name }) => name);
			expect(names).not.toContain('/Archive/2025');
			expect(names).toContain('/Reports 报告/2026/十一月/终稿（v2）');
		},
	);

	test('what goes wrong for all of them is told, however far the user has scrolled', async () => {
		const form = lab.inForm(COMPANY);
		const { paginationToken } = await open(form);
		const code = 'Forbidden.AccessDenied.ApiCountLimitForOrg';
		lab.emulator.faults.add({ operation: 'listDentries', kind: 'return', code });
		await expect(searchFolders.call(form, undefined, paginationToken)).rejects.toThrow('quota is used up');
	});
});

describe('folders by name', () => {
	test.each(['十一', ' 十一月 '])('deep down: %j', async (filter) => {
		expect(await type(lab.inForm(COMPANY), filter)).toEqual([['/Reports 报告/2026/十一月', '5221']]);
	});

	test.each(['终稿(V2)', '(ｖ２)', '终稿（v2）'])(
		'whatever the case and the width of letters: %s',
		async (filter) => {
			expect(await type(lab.inForm(COMPANY), filter)).toEqual([
				['/Reports 报告/2026/十一月/终稿（v2）', '52211'],
			]);
		},
	);

	test('all that bear it, in whatever folder', async () => {
		expect(await type(lab.inForm(COMPANY), '2025')).toEqual([
			['/Archive/2025', '511'],
			['/Reports 报告/2025', '521'],
		]);
	});

	test('with the name of the folder they lie in', async () => {
		expect(await type(lab.inForm(COMPANY), '报告/2025')).toEqual([['/Reports 报告/2025', '521']]);
	});

	test('the root', async () => {
		expect(await type(lab.inForm(COMPANY), 'root')).toEqual([ROOT]);
	});

	test('none is no error', async () => {
		expect(await type(lab.inForm(COMPANY), 'nothing like it')).toEqual([]);
	});

	test('what was listed a moment ago costs no call while the user types on', async () => {
		const form = lab.inForm(COMPANY);
		await open(form);
		for (const filter of ['2', '20', '202', '2025']) await type(form, filter);
		expect(calls()).toBe(11);
	});

	test('a list longer than the editor shows at once goes on when the user scrolls', async () => {
		const form = lab.inForm(BUSHY);
		await open(form);
		const first = await searchFolders.call(form, 'plan');
		expect(first.results).toHaveLength(10);
		expect(calls()).toBe(1 + 10);
		expect(await scroll(form, 'plan')).toHaveLength(12);
		expect(calls()).toBe(1 + 12 + 12);
	});

	test('a search that would cost too much says so, and goes on as the user types on', async () => {
		const form = lab.inForm(DEEP);
		await open(form);
		expect(await type(form, 'treas')).toEqual([HINT]);
		expect(calls()).toBe(1 + 20);
		expect(await type(form, 'treasu')).toEqual([HINT]);
		expect(calls()).toBe(1 + 40);
		expect(await type(form, 'treasure')).toEqual([
			[expect.stringMatching(/^\/Level 1\/.*\/Treasure$/), '845'],
		]);
		expect(calls()).toBe(1 + 45);
	});

	test('a search that would cost too much can be gone on with by its token', async () => {
		const form = lab.inForm(DEEP);
		await open(form);
		const found = await scroll(form, 'level 44');
		expect(found.filter(([, value]) => value !== false)).toEqual([
			[expect.stringContaining('/Level 44'), '844'],
		]);
		expect(calls()).toBe(46);
	});
});

describe('folders by path', () => {
	test.each<[string, unknown[][]]>([
		['/', [ROOT, ['/Archive', '51'], ['/Reports 报告', '52'], ['/reports 报告', '54'], ['/合同', '53']]],
		['/rep', [['/Reports 报告', '52'], ['/reports 报告', '54']]], // prettier-ignore
		['/Reports 报告/', [['/Reports 报告/2025', '521'], ['/Reports 报告/2026', '522']]], // prettier-ignore
		['/Reports 报告/26', [['/Reports 报告/2026', '522']]],
		[' /REPORTS 报告//2026/十二', [['/Reports 报告/2026/十二月', '5222']]],
		['／Reports 报告／2025', [['/Reports 报告/2025', '521']]],
		['/No such folder/2025', []],
		['/合同/', []],
		['/Archive/2025/a/b/c', []],
	])('%s', async (filter, folders) => {
		expect(await type(lab.inForm(COMPANY), filter)).toEqual(folders);
	});

	test('cost one call a folder on the way, once', async () => {
		const form = lab.inForm(COMPANY);
		await open(form);
		for (const filter of ['/', '/R', '/Reports 报告', '/Reports 报告/', '/Reports 报告/2'])
			await type(form, filter);
		expect(calls()).toBe(2);
		await type(form, '/Reports 报告/2026/十');
		expect(calls()).toBe(3);
	});

	test('no page is listed beyond the folder that is named', async () => {
		const form = lab.inForm(WIDE);
		await open(form);
		expect(await type(form, '/Folder 003/')).toEqual([]);
		expect(calls()).toBe(2);
	});

	test('a folder with many is scrolled through', async () => {
		expect(await scroll(lab.inForm(WIDE), '/folder')).toHaveLength(60);
	});
});

describe('files', () => {
	const upload = async (spaceId: string, parentId: string, fileName: string) => {
		const uploads = createUploadLab(lab.emulator);
		const content = bufferSource(Buffer.from(fileName));
		const { file } = await uploads.upload(content, { spaceId, parentId, fileName });
		await uploads.close();
		return file.id;
	};

	test('all of the space, each by its path', async () => {
		const top = await upload(DEMO.spaceId, '0', '说明.txt');
		const deep = await upload(DEMO.spaceId, '5221', 'Report 报告.pdf');
		const form = lab.inForm(COMPANY);
		const first = await open(form, searchFiles);
		expect(show(first.results)).toEqual([['/说明.txt', top]]);
		expect(calls()).toBe(1);
		expect(await scroll(form, undefined, searchFiles)).toEqual([
			['/说明.txt', top],
			['/Reports 报告/2026/十一月/Report 报告.pdf', deep],
		]);
	});

	test('by name and by path, and no folder among them', async () => {
		const deep = await upload(DEMO.spaceId, '522', '2026 十月.pdf');
		const form = lab.inForm(COMPANY);
		await open(form, searchFiles);
		const found = [['/Reports 报告/2026/2026 十月.pdf', deep]];
		expect(await type(form, '2026', searchFiles)).toEqual(found);
		expect(await type(form, '/REPORTS 报告/2026/', searchFiles)).toEqual(found);
		expect(await type(form, '/REPORTS 报告/', searchFiles)).toEqual([]);
	});

	test('a space without any costs few calls, and says what can be done', async () => {
		const form = lab.inForm(BUSHY);
		expect(await scroll(form, undefined, searchFiles)).toEqual([HINT]);
		expect(calls()).toBe(20);
	});

	test('the space has to be chosen first', async () => {
		await expect(searchFiles.call(lab.inForm(inSpace('')))).rejects.toThrow("'Space' is empty");
	});
});
