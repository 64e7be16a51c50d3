import * as fc from 'fast-check';
import type { INodeListSearchItems } from 'n8n-workflow';
import type { Entry, Place } from '../../nodes/DingTalkStorage/methods/folder-walk';
import { ENTRIES_TO_SCROLL, MAX_CALLS_PER_SEARCH } from '../../nodes/DingTalkStorage/methods/list-limits';
import { foldText, type Wanted } from '../../nodes/DingTalkStorage/methods/name-filter';
import { searchTree, type FolderLister } from '../../nodes/DingTalkStorage/methods/tree-search';
import { MAX_TOKEN_CHARS, readToken } from '../../nodes/DingTalkStorage/methods/walk-token';

interface Node extends Entry {
	readonly path: string;
	readonly parentId: string;
}

const name = fc.oneof(
	fc.constantFrom('Reports', 'reports', '报告', '2026', '（2026）', ' a', 'é', '"', '\\', '[]'),
	fc.string({ minLength: 1, maxLength: 6 }).map((text) => text.replaceAll('/', '-')),
);

/** A space: every entry lies in one of the folders before it, or in the root, and its name is the only one there. */
const space = fc
	.array(fc.record({ name, isFile: fc.boolean(), parent: fc.nat() }), { maxLength: 60 })
	.map((drafts) => {
		const nodes = new Map<string, Node>();
		for (const [index, draft] of drafts.entries()) {
			const folders = [...nodes.values()].filter(({ type }) => type === 'FOLDER');
			const parent = folders[draft.parent % (folders.length + 1)];
			const [parentId, above] = parent ? [parent.id, parent.path] : ['0', ''];
			const type = draft.isFile ? 'FILE' : 'FOLDER';
			const path = `${above}/${draft.name}`;
			if (!nodes.has(path)) nodes.set(path, { id: `d${index}`, name: draft.name, type, parentId, path });
		}
		return [...nodes.values()];
	});
const pageSize = fc.integer({ min: 1, max: 8 });
const wanted = fc.constantFrom<Wanted>('FILE', 'FOLDER');

/** DingTalk, in so far as it lists folders. */
class Listing implements FolderLister {
	calls = 0;

	constructor(
		private readonly nodes: readonly Node[],
		private readonly pageSize: number,
	) {}

	async list({ id, nextToken = '0' }: Place) {
		this.calls++;
		const entries = this.nodes.filter(({ parentId }) => parentId === id);
		const end = Number(nextToken) + this.pageSize;
		return {
			entries: entries.slice(Number(nextToken), end),
			nextToken: end < entries.length ? String(end) : undefined,
		};
	}
}

interface List {
	readonly entries: readonly INodeListSearchItems[];
	readonly hasHint: boolean;
	readonly callsPerPage: readonly number[];
	readonly longestToken: number;
}

/** The whole list, as the editor has it when the user has scrolled to its end. */
async function scroll(nodes: readonly Node[], size: number, kind: Wanted, filter: string): Promise<List> {
	const shown: INodeListSearchItems[] = [];
	const callsPerPage: number[] = [];
	let longestToken = 0;
	let token: string | undefined;
	do {
		const listing = new Listing(nodes, size);
		const page = await searchTree({ wanted: kind, filter, from: readToken(token) }, listing);
		shown.push(...page.results);
		callsPerPage.push(listing.calls);
		token = page.paginationToken;
		longestToken = Math.max(longestToken, token?.length ?? 0);
	} while (token !== undefined);
	const entries = shown.filter(({ value }) => value !== false);
	return { entries, hasHint: entries.length < shown.length, callsPerPage, longestToken };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const ids = (nodes: readonly Node[]) => nodes.map(({ id }) => id).sort();
const values = ({ entries }: List) =>
	entries
		.map(({ value }) => String(value))
		.filter((id) => id !== '0')
		.sort();

describe('a list without a filter', () => {
	it('has every folder once and below its parent, or tells that it ends early', async () => {
		const property = fc.asyncProperty(space, pageSize, async (nodes, size) => {
			const list = await scroll(nodes, size, 'FOLDER', '');
			const order = list.entries.map(({ value }) => value);
			expect(order[0]).toBe('0');
			expect(new Set(order).size).toBe(order.length);
			expect(list.callsPerPage[0]).toBe(1);
			for (const { name: path, value } of list.entries.slice(1)) {
				const node = nodes.find(({ id }) => id === value);
				expect(path).toBe(node?.path);
				expect(order.indexOf(node?.parentId ?? '')).toBeLessThan(order.indexOf(value));
				expect(order).toContain(node?.parentId);
			}
			if (list.hasHint && list.entries.length < ENTRIES_TO_SCROLL) {
				expect(sum(list.callsPerPage)).toBe(MAX_CALLS_PER_SEARCH);
			} else {
				expect(values(list)).toEqual(ids(nodes.filter(({ type }) => type === 'FOLDER')));
			}
		});
		await fc.assert(property, { numRuns: 500 });
	});
});

describe('a list with a filter', () => {
	it('has all whose name contains it, wherever they are', async () => {
		const property = fc.asyncProperty(space, pageSize, wanted, name, async (nodes, size, kind, words) => {
			const filter = words.trim();
			fc.pre(filter !== '' && !foldText(filter).includes('/'));
			const list = await scroll(nodes, size, kind, filter);
			const found = nodes.filter(
				(node) => node.type === kind && foldText(node.name).includes(foldText(filter)),
			);
			expect(values(list)).toEqual(ids(found));
			expect(Math.max(...list.callsPerPage)).toBeLessThanOrEqual(MAX_CALLS_PER_SEARCH);
		});
		await fc.assert(property, { numRuns: 500 });
	});

	it('that is the path of a folder has what is in it', async () => {
		const property = fc.asyncProperty(space, pageSize, wanted, fc.nat(), async (nodes, size, kind, pick) => {
			const folders = nodes.filter(({ type }) => type === 'FOLDER');
			fc.pre(folders.length > 0);
			const { id, path } = folders[pick % folders.length] as Node;
			// A folder whose name is blank, or in a folder of such a name, is found by its name only.
			fc.pre(
				path
					.split('/')
					.slice(1)
					.every((step) => step.trim() !== ''),
			);
			const shown = values(await scroll(nodes, size, kind, `${path}/`));
			const isAlike = (other: string) => foldText(other) === foldText(path);
			const alike = folders.filter((folder) => isAlike(folder.path)).map((folder) => folder.id);
			const inside = nodes.filter(({ parentId, type }) => type === kind && parentId === id);
			const allowed = nodes.filter(({ parentId, type }) => type === kind && alike.includes(parentId));
			expect(shown).toEqual(expect.arrayContaining(ids(inside)));
			expect(ids(allowed)).toEqual(expect.arrayContaining(shown));
		});
		await fc.assert(property, { numRuns: 500 });
	});
});

describe('a token', () => {
	it('of any kind begins a list, or goes on with one', async () => {
		const token = fc.oneof(
			fc.json(),
			fc.string(),
			fc
				.record({
					left: fc.array(fc.tuple(fc.string(), fc.string(), fc.integer()), { maxLength: 3 }),
					isCut: fc.boolean(),
					offered: fc.integer(),
					calls: fc.integer(),
				})
				.map((state) => JSON.stringify(state)),
		);
		const property = fc.asyncProperty(space, token, fc.string(), async (nodes, text, filter) => {
			const listing = new Listing(nodes, 8);
			const query = { wanted: 'FOLDER', filter: filter.trim(), from: readToken(text) } as const;
			const { results } = await searchTree(query, listing);
			expect(results.every(({ name: shown }) => typeof shown === 'string')).toBe(true);
			expect(listing.calls).toBeLessThanOrEqual(MAX_CALLS_PER_SEARCH);
		});
		await fc.assert(property, { numRuns: 500 });
	});

	it('stays small in a huge space, which the list then does not show to its end, and says so', async () => {
		const nodes = Array.from({ length: 6_000 }, (_, index): Node => {
			const parentId = index % 2 === 0 ? '0' : `d${index - 1}`;
			return { id: `d${index}`, name: '报告'.repeat(40), type: 'FOLDER', parentId, path: '' };
		});
		const { entries, hasHint, longestToken } = await scroll(nodes, 50, 'FOLDER', '');
		expect(longestToken).toBeGreaterThan(MAX_TOKEN_CHARS * 0.9);
		expect(longestToken).toBeLessThan(MAX_TOKEN_CHARS * 1.1);
		expect(entries.length).toBeGreaterThan(3_000);
		expect(entries.length).toBeLessThan(6_001);
		expect(hasHint).toBe(true);
	});
});
