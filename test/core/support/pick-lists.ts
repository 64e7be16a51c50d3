import type { ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';
import { DEMO, type EmulatedFolder, type EmulatedSpace } from '../../../emulator';
import { DingTalkStorage } from '../../../nodes/DingTalkStorage/DingTalkStorage.node';
import { inSpace, useFormLab } from './form-lab';

export const { searchFolders, searchFiles } = new DingTalkStorage().methods.listSearch;
type Search = typeof searchFolders;

export const COMPANY = inSpace(DEMO.spaceId);
export const WIDE = inSpace('601');
export const DEEP = inSpace('602');
export const BUSHY = inSpace('603');

export const ROOT = ['/ (Root folder)', '0'];
export const HINT = ['Not here? Type more of its name, or a path such as /Reports/', false];

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

/** Folders with numbers in their names and ids. */
export const rows = (name: string, count: number, firstId: number): EmulatedFolder[] =>
	Array.from({ length: count }, (_, index) => ({
		id: String(firstId + index),
		name: `${name} ${String(index).padStart(3, '0')}`,
	}));

const SPACES: readonly EmulatedSpace[] = [
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
];

/** The form of the node, and a DingTalk whose spaces have folders of all shapes. */
export function usePickLists() {
	const lab = useFormLab({ spaces: SPACES });
	return {
		get emulator() {
			return lab.emulator;
		},
		inForm: lab.inForm,
		/** How many pages of folders were listed. */
		calls: () => lab.emulator.calls({ operation: 'listDentries' }).length,
	};
}

export const show = (results: INodeListSearchItems[]) => results.map(({ name, value }) => [name, value]);

/** What the editor does when the user opens the list. */
export async function open(form: ILoadOptionsFunctions, search: Search = searchFolders) {
	return await search.call(form);
}

/** What the editor shows once the user has typed this and looks no further. */
export async function type(form: ILoadOptionsFunctions, filter: string, search: Search = searchFolders) {
	return show((await search.call(form, filter)).results);
}

/** The whole list, as the editor has it when the user has scrolled to its end: it shows no value twice. */
export async function scroll(form: ILoadOptionsFunctions, filter?: string, search: Search = searchFolders) {
	const shown = new Map<unknown, INodeListSearchItems>();
	let token: string | undefined;
	do {
		const page = await search.call(form, filter, token);
		for (const item of page.results) if (!shown.has(item.value)) shown.set(item.value, item);
		token = page.paginationToken;
	} while (token !== undefined);
	return show([...shown.values()]);
}
