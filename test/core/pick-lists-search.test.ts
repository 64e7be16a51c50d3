import {
	BUSHY,
	COMPANY,
	DEEP,
	HINT,
	open,
	ROOT,
	scroll,
	searchFolders,
	type,
	usePickLists,
	WIDE,
} from './support/pick-lists';

const lab = usePickLists();

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
		expect(lab.calls()).toBe(11);
	});

	test('a list longer than the editor shows at once goes on when the user scrolls', async () => {
		const form = lab.inForm(BUSHY);
		await open(form);
		const first = await searchFolders.call(form, 'plan');
		expect(first.results).toHaveLength(10);
		expect(lab.calls()).toBe(1 + 10);
		expect(await scroll(form, 'plan')).toHaveLength(12);
		expect(lab.calls()).toBe(1 + 12 + 12);
	});

	test('a search that would cost too much says so, and goes on as the user types on', async () => {
		const form = lab.inForm(DEEP);
		await open(form);
		expect(await type(form, 'treas')).toEqual([HINT]);
		expect(lab.calls()).toBe(1 + 20);
		expect(await type(form, 'treasu')).toEqual([HINT]);
		expect(lab.calls()).toBe(1 + 40);
		expect(await type(form, 'treasure')).toEqual([
			[expect.stringMatching(/^\/Level 1\/.*\/Treasure$/), '845'],
		]);
		expect(lab.calls()).toBe(1 + 45);
	});

	test('a search that would cost too much can be gone on with by its token', async () => {
		const form = lab.inForm(DEEP);
		await open(form);
		const found = await scroll(form, 'level 44');
		expect(found.filter(([, value]) => value !== false)).toEqual([
			[expect.stringContaining('/Level 44'), '844'],
		]);
		expect(lab.calls()).toBe(46);
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
		expect(lab.calls()).toBe(2);
		await type(form, '/Reports 报告/2026/十');
		expect(lab.calls()).toBe(3);
	});

	test('no page is listed beyond the folder that is named', async () => {
		const form = lab.inForm(WIDE);
		await open(form);
		expect(await type(form, '/Folder 003/')).toEqual([]);
		expect(lab.calls()).toBe(2);
	});

	test('a folder with many is scrolled through', async () => {
		expect(await scroll(lab.inForm(WIDE), '/folder')).toHaveLength(60);
	});
});
