import type { DingTalkErrorCode } from '../../lib/dingtalk';
import { createApiLab } from '../support/api-lab';
import { DEMO, startTestEmulator } from '../support/start-emulator';
import { useLab } from '../support/use-lab';
import { refusal } from './support/refusal';

const NEVER = new AbortController().signal;
const PRE_CHECK = { name: 'a.pdf', parentId: '0', size: 5 };

const at = useLab(createApiLab);

const open = (spaceId: string = DEMO.spaceId, unionId: string = DEMO.unionId) =>
	at.lab.api.initMultipartFileUpload(spaceId, unionId, { preCheckParam: PRE_CHECK }, NEVER);

/** Of the file that `open` announces. */
const commitOf = (uploadKey: string) => ({
	uploadKey,
	name: 'a.pdf',
	parentId: '0',
	size: 5,
	conflictStrategy: 'AUTO_RENAME' as const,
});

test('an upload is opened, signed and committed', async () => {
	const { uploadKey } = await open();
	const query = { uploadKey, partNumbers: [2, 1], preferIntranet: false };
	const infos = await at.lab.api.getMultipartFileUploadInfos(DEMO.unionId, query, NEVER);
	expect(infos.map(({ partNumber }) => partNumber).sort()).toEqual([1, 2]);
	const [info] = infos.filter(({ partNumber }) => partNumber === 1);
	const stored = await fetch(info?.resourceUrls[0] as string, {
		method: 'PUT',
		headers: info?.headers as Record<string, string>,
		body: Buffer.from('hello'),
	});
	expect(stored.status).toBe(200);
	const file = await at.lab.api.commitFile(DEMO.spaceId, DEMO.unionId, commitOf(uploadKey), NEVER);
	expect(file).toMatchObject({
		name: 'a.pdf',
		spaceId: DEMO.spaceId,
		parentId: '0',
		sizeBytes: 5,
		version: 1,
	});
	expect(at.emulator.files()).toEqual([expect.objectContaining({ id: file.id, name: 'a.pdf' })]);
});

test('a commit with another size than was stored is refused', async () => {
	const commit = commitOf((await open()).uploadKey);
	expect(await refusal(at.lab.api.commitFile(DEMO.spaceId, DEMO.unionId, commit, NEVER))).toBe(
		'STORE_FAILED',
	);
});

test('spaces and folders are listed', async () => {
	const spaces = await at.lab.api.listSpaces(DEMO.unionId, undefined, NEVER);
	expect(spaces.entries).toContainEqual(
		expect.objectContaining({ spaceId: DEMO.spaceId, spaceName: DEMO.spaceName }),
	);
	const { entries } = await at.lab.api.listDentries(
		DEMO.spaceId,
		DEMO.unionId,
		{ parentId: '0', order: 'byName' },
		NEVER,
	);
	expect(entries).toContainEqual(expect.objectContaining({ id: DEMO.folders.reports, type: 'FOLDER' }));
});

test('a long list comes in pages', async () => {
	const folders = Array.from({ length: 70 }, (_, index) => ({ id: `5${index}`, name: `Folder ${index}` }));
	const large = await startTestEmulator({ spaces: [{ id: '77', name: 'Large', folders }] });
	const { api, close } = createApiLab(large);
	const first = await api.listDentries('77', DEMO.unionId, { parentId: '0', order: 'byName' }, NEVER);
	const second = await api.listDentries(
		'77',
		DEMO.unionId,
		{ parentId: '0', order: 'byName', nextToken: first.nextToken },
		NEVER,
	);
	await Promise.all([close(), large.close()]);
	expect(first.entries).toHaveLength(50);
	expect(second.nextToken).toBeUndefined();
	const names = [...first.entries, ...second.entries].map(({ name }) => name);
	expect(new Set(names).size).toBe(70);
});

describe('what DingTalk refuses', () => {
	test.each<[string, DingTalkErrorCode, () => Promise<unknown>]>([
		['an unknown space', 'SPACE_NOT_FOUND', () => open('1')],
		['a user who may only read', 'PERMISSION_DENIED', () => open(DEMO.spaceId, DEMO.readerUnionId)],
		[
			'an unknown upload key',
			'UPLOAD_KEY_INVALID',
			() =>
				at.lab.api.getMultipartFileUploadInfos(
					DEMO.unionId,
					{ uploadKey: 'nonsense', partNumbers: [1], preferIntranet: false },
					NEVER,
				),
		],
		[
			'a part number of 0',
			'PART_NUMBERS_INVALID',
			async () =>
				at.lab.api.getMultipartFileUploadInfos(
					DEMO.unionId,
					{ uploadKey: (await open()).uploadKey, partNumbers: [0], preferIntranet: false },
					NEVER,
				),
		],
		[
			'an unknown folder',
			'PARENT_NOT_FOUND',
			() => at.lab.api.listDentries(DEMO.spaceId, DEMO.unionId, { parentId: '1', order: 'byName' }, NEVER),
		],
		[
			'a commit with an unknown upload key',
			'INVALID_REQUEST',
			() => at.lab.api.commitFile(DEMO.spaceId, DEMO.unionId, commitOf('nonsense'), NEVER),
		],
		['a call without union ID', 'INVALID_REQUEST', () => open(DEMO.spaceId, '')],
		[
			'a path that does not exist',
			'UNKNOWN_PATH',
			() =>
				at.lab.client.call(
					{
						operation: 'abort',
						request: { host: 'api', method: 'POST', path: '/v1.0/storage/abort', body: {} },
						idempotent: true,
						parse: (body) => body,
					},
					NEVER,
				),
		],
	])('%s', async (_, code, work) => {
		expect(await refusal(work())).toBe(code);
		expect(at.lab.sleptMs).toEqual([]);
	});

	test('a missing permission, with its name', async () => {
		at.emulator.revokeScope(DEMO.clientId, 'Storage.UploadInfo.Read');
		await expect(open()).rejects.toMatchObject({
			code: 'SCOPE_MISSING',
			facts: { scopes: ['Storage.UploadInfo.Read'] },
		});
	});
});

test('more calls a second than DingTalk allows are slowed down and all come through', async () => {
	const strict = await startTestEmulator({ qpsLimit: 3 });
	// Instead of waiting, the emulator's clock is moved.
	const { api, client, close } = createApiLab(strict, { onSleep: (ms) => strict.advanceClock(ms) });
	try {
		const asked = Array.from({ length: 8 }, () => api.listSpaces(DEMO.unionId, undefined, NEVER));
		expect(await Promise.all(asked)).toHaveLength(8);
		expect(client.calls).toBe(8);
		expect(client.throttledCalls).toBeGreaterThan(0);
	} finally {
		await Promise.all([close(), strict.close()]);
	}
});
