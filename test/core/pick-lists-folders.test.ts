import { DentryApi } from '../../lib/dingtalk';
import { createApiLab } from '../support/api-lab';
import { DEMO_TARGET } from '../support/demo-target';
import {
	COMPANY,
	DEEP,
	HINT,
	open,
	ROOT,
	rows,
	scroll,
	searchFolders,
	show,
	type,
	usePickLists,
	WIDE,
} from './support/pick-lists';

const lab = usePickLists();

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
		expect(lab.calls()).toBe(1);
		await scroll(form);
		expect(lab.calls()).toBe(1 + 11);
	});

	test('a long list comes page by page', async () => {
		const form = lab.inForm(WIDE);
		const first = await open(form);
		expect(first.results).toHaveLength(51);
		const second = await searchFolders.call(form, undefined, first.paginationToken);
		expect(second.results).toHaveLength(10);
		expect(lab.calls()).toBe(2);
		const folders = rows('Folder', 60, 7_000).map(({ id, name }) => [`/${name}`, id]);
		// There is nothing in them, which takes long to find out.
		expect(await scroll(form)).toEqual([ROOT, ...folders, HINT]);
		expect(lab.calls()).toBe(2 + 2 + 60);
	});

	test('the second page, for which the editor asks by itself, makes the list long enough to be scrolled', async () => {
		const form = lab.inForm(DEEP);
		const first = await open(form);
		expect(show(first.results)).toEqual([ROOT, ['/Level 1', '801']]);
		const second = await searchFolders.call(form, undefined, first.paginationToken);
		expect(second.results).toHaveLength(8);
		expect(lab.calls()).toBe(1 + 8);
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
