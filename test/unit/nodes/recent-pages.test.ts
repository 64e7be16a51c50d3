import type { Page } from '../../../lib/dingtalk';
import type { Entry } from '../../../nodes/DingTalkStorage/methods/folder-walk';
import { RecentSpaces } from '../../../nodes/DingTalkStorage/methods/recent-pages';

const MINUTE_MS = 60_000;

/** A folder whose content is the number of times it was listed. */
function countingFolder() {
	let times = 0;
	return async () => ({
		entries: [{ id: String(++times), name: 'a', type: 'FOLDER' }],
		nextToken: undefined,
	});
}

const idOf = async (page: Promise<Page<Entry>>) => (await page).entries[0]?.id;

describe('pages that were listed', () => {
	let nowMs: number;
	let spaces: RecentSpaces;
	beforeEach(() => {
		nowMs = 1_000;
		spaces = new RecentSpaces(() => nowMs);
	});

	it('are not listed again for some minutes, and then anew', async () => {
		const list = countingFolder();
		expect(await idOf(spaces.get('space').get('folder', list))).toBe('1');
		nowMs += 4 * MINUTE_MS;
		expect(await idOf(spaces.get('space').get('folder', list))).toBe('1');
		nowMs += MINUTE_MS;
		expect(await idOf(spaces.get('space').get('folder', list))).toBe('2');
	});

	it('are kept apart by space', async () => {
		const list = countingFolder();
		await spaces.get('one').get('folder', list);
		expect(await idOf(spaces.get('other').get('folder', list))).toBe('2');
	});

	it('are forgotten when the list is opened anew', async () => {
		const list = countingFolder();
		await spaces.get('space').get('folder', list);
		expect(await idOf(spaces.renew('space').get('folder', list))).toBe('2');
		expect(await idOf(spaces.get('space').get('folder', list))).toBe('2');
	});

	it('that could not be listed are tried again', async () => {
		const pages = spaces.get('space');
		await expect(pages.get('folder', async () => await Promise.reject(new Error('busy')))).rejects.toThrow(
			'busy',
		);
		expect(await idOf(pages.get('folder', countingFolder()))).toBe('1');
	});

	it('take bounded memory: the pages of a space, and the spaces', async () => {
		const list = countingFolder();
		const pages = spaces.get('space 0');
		for (let index = 0; index < 1_000; index++) await pages.get(`folder ${index}`, list);
		expect(await idOf(pages.get('folder 0', list))).toBe('1');
		expect(await idOf(pages.get('folder 999', list))).toBe('1001');
		for (let index = 1; index <= 50; index++) await spaces.get(`space ${index}`).get('folder 0', list);
		expect(await idOf(spaces.get('space 50').get('folder 0', list))).toBe('1051');
		expect(await idOf(spaces.get('space 0').get('folder 0', list))).toBe('1052');
	});
});
