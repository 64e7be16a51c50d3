import type { Dentry, UploadTarget } from '../../../lib/dingtalk';
import { SiblingCommits } from '../../../lib/dingtalk/sibling-commits';

const NEVER = new AbortController().signal;
const TARGET: UploadTarget = {
	spaceId: 's',
	parentId: '0',
	unionId: 'u',
	fileName: 'a.pdf',
	conflictStrategy: 'AUTO_RENAME',
	preferIntranet: false,
};

const file = (id: string, version?: number) => ({ id, version }) as Dentry;

describe('the files that commits have made', () => {
	test('a version and those before it belong to the commit, a later one does not', () => {
		const siblings = new SiblingCommits();
		siblings.add(file('1', 2), 'key');
		const versions = [1, 2, 3].map((version) => siblings.isAnothers(file('1', version), 'other'));
		expect(versions).toEqual([true, true, false]);
		expect(siblings.isAnothers(file('2', 1), 'other')).toBe(false);
	});

	test('what a commit has made is its own, also when it is looked for once more', () => {
		const siblings = new SiblingCommits();
		siblings.add(file('1', 1), 'key');
		expect(siblings.isAnothers(file('1', 1), 'key')).toBe(false);
	});

	test('where a version is unknown the file belongs to the commit that made it', () => {
		const siblings = new SiblingCommits();
		siblings.add(file('1'), 'key');
		siblings.add(file('2', 1), 'key');
		const files = [file('1', 9), file('2'), file('3')];
		expect(files.map((each) => siblings.isAnothers(each, 'other'))).toEqual([true, true, false]);
	});

	test('the oldest ones are forgotten, so that the memory has an end', () => {
		const siblings = new SiblingCommits();
		const isRemembered = (id: string) => siblings.isAnothers(file(id, 1), 'other');
		siblings.add(file('old', 1), 'key');
		siblings.add(file('used', 1), 'key');
		for (let index = 2; index < 10_000; index++) siblings.add(file(String(index), 1), 'key');
		siblings.add(file('used', 2), 'key');
		expect(isRemembered('old')).toBe(true);
		siblings.add(file('new', 1), 'key');
		expect(['old', 'used', 'new'].map(isRemembered)).toEqual([false, true, true]);
	});
});

describe('turns', () => {
	/** Whether a second commit gets its turn while the first one is under way. */
	async function isFree(other: Partial<UploadTarget>, sizeBytes = 5): Promise<boolean> {
		const siblings = new SiblingCommits();
		await siblings.turn(TARGET, 5, NEVER);
		let isIn = false;
		void siblings.turn({ ...TARGET, ...other }, sizeBytes, NEVER).then(() => (isIn = true));
		await new Promise((resolve) => setImmediate(resolve));
		return isIn;
	}

	test('files that could be taken for each other go one after the other', async () => {
		expect(await isFree({})).toBe(false);
		expect(await isFree({ fileName: 'a(1).pdf' })).toBe(false);
		expect(await isFree({ conflictStrategy: 'OVERWRITE' })).toBe(false);
		expect(await isFree({ unionId: 'another' })).toBe(false);
	});

	test('others do not wait', async () => {
		expect(await isFree({ fileName: 'b.pdf' })).toBe(true);
		expect(await isFree({ parentId: '1' })).toBe(true);
		expect(await isFree({ spaceId: 't' })).toBe(true);
		expect(await isFree({}, 6)).toBe(true);
	});

	test('a turn that ends lets the next one in; one that was given up does not hold the others', async () => {
		const siblings = new SiblingCommits();
		const stop = new AbortController();
		const end = await siblings.turn(TARGET, 5, NEVER);
		const stopped = siblings.turn(TARGET, 5, stop.signal);
		const next = siblings.turn(TARGET, 5, NEVER);
		stop.abort();
		await expect(stopped).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		end();
		const endNext = await next;
		endNext();
		await expect(siblings.turn(TARGET, 5, NEVER)).resolves.toEqual(expect.any(Function));
	});

	test('a turn is not over for those behind because others have ended theirs or given up', async () => {
		const siblings = new SiblingCommits();
		const stop = new AbortController();
		const endFirst = await siblings.turn(TARGET, 5, NEVER);
		const second = siblings.turn(TARGET, 5, NEVER);
		const stopped = siblings.turn(TARGET, 5, stop.signal);
		stop.abort();
		await expect(stopped).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		endFirst();
		const endSecond = await second;
		let isIn = false;
		const third = siblings.turn(TARGET, 5, NEVER).then((end) => ((isIn = true), end));
		await new Promise((resolve) => setImmediate(resolve));
		expect(isIn).toBe(false);
		endSecond();
		(await third)();
	});
});
