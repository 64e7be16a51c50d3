import { DentryApi, FoldersByPath, StorageApi, type ApiRequest } from '../../../lib/dingtalk';
import { fakeTransport, ok, refused } from './fake-transport';
import { scriptedClient } from './scripted-client';

const NEVER = new AbortController().signal;
const START = { spaceId: 's', unionId: 'u' };

function createFolders(...answers: Parameters<typeof fakeTransport>) {
	const { client, requests } = scriptedClient(...answers);
	return { folders: new FoldersByPath(new StorageApi(client), new DentryApi(client)), requests };
}

const folder = (id: string, name: string, more: object = {}) => ({
	id,
	name,
	spaceId: 's',
	type: 'FOLDER',
	...more,
});
const created = (id: string, name: string, more: object = {}) => ok({ dentry: folder(id, name, more) });
const page = (dentries: object[], nextToken = '') => ok({ dentries, nextToken });

/** The folder each call was about, and the name it asked for. */
const creations = (requests: readonly ApiRequest[]) =>
	requests.map(({ path, body }) => [path.split('/').at(-2), (body as { name: string }).name]);

test.each(['ensure', 'find'] as const)('to %s no name is the root, which costs no call', async (way) => {
	const { folders, requests } = createFolders();
	expect(await folders[way](START, [], NEVER)).toBe('0');
	expect(requests).toEqual([]);
});

describe('a path that is to be there', () => {
	test('costs one call a folder, which makes it or answers the one that is there', async () => {
		const { folders, requests } = createFolders(created('1', 'Reports'), created('2', '2026'));
		expect(await folders.ensure(START, ['Reports', '2026'], NEVER)).toBe('2');
		expect(creations(requests)).toEqual([
			['0', 'Reports'],
			['1', '2026'],
		]);
		for (const { body } of requests) {
			expect(body).toMatchObject({ option: { conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' } });
		}
	});

	test('shares the folders above it with other paths, side by side', async () => {
		const answers = [created('1', 'Reports'), created('2', '10'), created('3', '11')];
		const { folders, requests } = createFolders(...answers);
		const paths = ['10', '11', '10'].map((month) => folders.ensure(START, ['Reports', month], NEVER));
		expect(await Promise.all(paths)).toEqual(['2', '3', '2']);
		expect(creations(requests)).toEqual([
			['0', 'Reports'],
			['1', '10'],
			['1', '11'],
		]);
	});

	test.each([{ spaceId: 'other' }, { unionId: 'other' }])('is another one with %j', async (other) => {
		const { folders } = createFolders(created('1', 'Reports'), created('2', 'Reports'));
		expect(await folders.ensure(START, ['Reports'], NEVER)).toBe('1');
		expect(await folders.ensure({ ...START, ...other }, ['Reports'], NEVER)).toBe('2');
	});

	test.each([
		['in another case', 'REPORTS'],
		['in another form of Unicode', 'Re\u0301ports'],
	])('may have its name %s', async (_, name) => {
		const asked = name === 'REPORTS' ? 'Reports' : 'R\u00e9ports';
		const { folders } = createFolders(created('1', name));
		expect(await folders.ensure(START, [asked], NEVER)).toBe('1');
	});

	test.each([
		['is answered', created('9', 'Reports', { type: 'FILE', size: 5 })],
		['has made DingTalk choose another name', created('9', 'Reports(1)')],
	])('is blocked where a file %s', async (_, answer) => {
		const { folders, requests } = createFolders(created('1', 'Top'), answer);
		await expect(folders.ensure(START, ['Top', 'Reports', '2026'], NEVER)).rejects.toMatchObject({
			code: 'FOLDER_PATH_BLOCKED',
			facts: { operation: 'createFolder', path: '/Top/Reports' },
		});
		expect(requests).toHaveLength(2);
	});

	test('is not tried again after it was refused', async () => {
		const { folders, requests } = createFolders(refused(403, 'permissionDenied'));
		const paths = ['10', '11'].map((month) => folders.ensure(START, ['Reports', month], NEVER));
		for (const path of paths) await expect(path).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
		expect(requests).toHaveLength(1);
	});
});

describe('a path that has to be there', () => {
	test('is followed from folder to folder, and nothing is made', async () => {
		const { folders, requests } = createFolders(
			page([folder('9', 'Archive'), folder('1', 'Reports')]),
			page([folder('2', '2026')]),
		);
		expect(await folders.find(START, ['Reports', '2026'], NEVER)).toBe('2');
		expect(requests.map(({ method, query }) => [method, query?.parentId])).toEqual([
			['GET', '0'],
			['GET', '1'],
		]);
	});

	test('is looked for on all pages, and no further than it is found', async () => {
		const { folders, requests } = createFolders(
			page([folder('9', 'Archive')], 'more'),
			page([folder('1', 'reports')], 'even more'),
		);
		expect(await folders.find(START, ['Reports'], NEVER)).toBe('1');
		expect(requests.map(({ query }) => query?.nextToken)).toEqual([undefined, 'more']);
	});

	test('is not a file of that name, and its absence names the path', async () => {
		const { folders } = createFolders(
			page([folder('1', 'Reports')]),
			page([folder('2', '2026', { type: 'FILE' })]),
		);
		await expect(folders.find(START, ['Reports', '2026', '11'], NEVER)).rejects.toMatchObject({
			code: 'PARENT_NOT_FOUND',
			facts: { operation: 'listDentries', path: '/Reports/2026' },
		});
	});

	test('is given up in a folder without an end', async () => {
		const { folders, requests } = createFolders(
			...Array.from({ length: 201 }, (_, index) => page([folder(`${index}`, `f${index}`)], `${index}`)),
		);
		await expect(folders.find(START, ['Reports'], NEVER)).rejects.toMatchObject({
			code: 'FOLDER_TOO_BUSY',
			facts: { operation: 'listDentries' },
		});
		expect(requests).toHaveLength(200);
	});

	test('that was not found may still be made', async () => {
		const { folders } = createFolders(page([]), created('1', 'Reports'));
		await expect(folders.find(START, ['Reports'], NEVER)).rejects.toMatchObject({ code: 'PARENT_NOT_FOUND' });
		expect(await folders.ensure(START, ['Reports'], NEVER)).toBe('1');
	});
});
