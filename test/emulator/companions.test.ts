import type { EmulatedSpace } from '../../emulator';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';
import { endLabs, startLab, type Lab } from './support/lab';
import { RawClient, type Json } from './support/raw-client';

const DENTRIES_PATH = `/v1.0/storage/spaces/${DEMO.spaceId}/dentries`;
const APPROVAL_PATH = '/v1.0/workflow/processInstances/spaces/infos/query';

afterEach(endLabs);

describe('the list of spaces', () => {
	const list = async ({ client }: Lab, query: Record<string, string>) =>
		await client.call('GET', '/v1.0/drive/spaces', undefined, query);

	it('E64 needs maxResults and spaceType', async () => {
		const lab = await startLab();
		expect((await list(lab, { spaceType: 'org' })).json.code).toBe('MissingmaxResults');
		expect((await list(lab, { maxResults: '50' })).json.code).toBe('MissingspaceType');
		expect((await list(lab, { spaceType: 'all', maxResults: '50' })).json.code).toBe('param.error');
	});

	it('E64 refuses pages that are too large', async () => {
		const { status, json } = await list(await startLab(), { spaceType: 'org', maxResults: '51' });
		expect({ status, code: json.code }).toEqual({ status: 400, code: 'param.error.maxresults' });
	});

	it('E64 ends with an empty nextToken', async () => {
		const spaces: EmulatedSpace[] = ['1', '2', '3'].map((id) => ({ id, name: `Space ${id}` }));
		const lab = await startLab({ spaces });
		const first = (await list(lab, { spaceType: 'org', maxResults: '2' })).json;
		const last = (await list(lab, { spaceType: 'org', maxResults: '2', nextToken: first.nextToken })).json;
		expect(first.spaces.map((space: { spaceId: string }) => space.spaceId)).toEqual(['1', '2']);
		expect(first.nextToken).not.toBe('');
		expect(last).toEqual({
			spaces: [expect.objectContaining({ spaceId: '3', spaceName: 'Space 3', spaceType: 'org', quota: -1 })],
			nextToken: '',
		});
	});

	it('E64 has all documented fields, with the time of the last change', async () => {
		const lab = await startLab({
			now: () => Date.UTC(2026, 4, 28, 1, 37, 16),
			spaces: [{ id: DEMO.spaceId, name: 'Small', quotaBytes: 2000 }],
		});
		lab.emulator.advanceClock(60_000);
		await lab.client.upload([deterministicBytes(10)]);
		const { spaces } = (await list(lab, { spaceType: 'org', maxResults: '50' })).json;
		expect(spaces).toEqual([
			{
				spaceId: DEMO.spaceId,
				spaceName: 'Small',
				spaceType: 'org',
				quota: 2000,
				usedQuota: 10,
				permissionMode: 'acl',
				createTime: '2026-05-28T01:37:16Z',
				modifyTime: '2026-05-28T01:38:16Z',
			},
		]);
	});

	it('shows the spaces of the organisation that the operator may see', async () => {
		const { emulator } = await startLab();
		const client = new RawClient(emulator, DEMO.readerUnionId);
		const { json } = await client.call('GET', '/v1.0/drive/spaces', undefined, {
			spaceType: 'org',
			maxResults: '50',
		});
		expect(json.spaces.map((space: { spaceId: string }) => space.spaceId)).toEqual([
			DEMO.spaceId,
			DEMO.marketingSpaceId,
		]);
	});
});

describe('one space', () => {
	it('is answered with its name and what it holds', async () => {
		const { client } = await startLab();
		await client.upload([deterministicBytes(10)]);
		const { json } = await client.call('GET', `/v1.0/storage/spaces/${DEMO.spaceId}`);
		expect(json.space).toMatchObject({ id: DEMO.spaceId, name: DEMO.spaceName, usedQuota: 10 });
	});
});

describe('the list of a folder', () => {
	const list = async ({ client }: Lab, query: Record<string, string>) =>
		await client.call('GET', DENTRIES_PATH, undefined, query);
	const names = (json: Json): string[] => json.dentries.map((dentry: { name: string }) => dentry.name);

	it.each(['51', '0', 'x'])('E65 refuses maxResults %s', async (maxResults) => {
		const { status, json } = await list(await startLab(), { parentId: '0', maxResults });
		expect({ status, code: json.code }).toEqual({ status: 400, code: 'paramError' });
	});

	it('E65 comes in pages', async () => {
		const lab = await startLab();
		const query = { parentId: '0', maxResults: '2', orderBy: 'NAME', order: 'ASC' };
		const first = (await list(lab, query)).json;
		const last = (await list(lab, { ...query, nextToken: first.nextToken })).json;
		expect(names(first)).toEqual(['Backups', 'Contracts 合同']);
		expect(names(last)).toEqual(['Reports 报告']);
		expect(last.nextToken).toBe('');
	});

	it('E65 has folders without size and extension', async () => {
		const lab = await startLab();
		await lab.client.upload([deterministicBytes(10)], { parentId: DEMO.folders.reports });
		const { json } = await list(lab, { parentId: DEMO.folders.reports, orderBy: 'NAME' });
		const [file, folder] = json.dentries;
		expect(file).toMatchObject({ type: 'FILE', name: 'file.bin', size: 10, extension: 'bin' });
		expect(folder).toMatchObject({ type: 'FOLDER', name: '2026', path: '/Reports 报告/2026' });
		for (const field of ['size', 'extension', 'version']) expect(folder).not.toHaveProperty(field);
	});

	it('E65 of an unknown parent: 404 dentryNotExist', async () => {
		const { status, json } = await list(await startLab(), { parentId: '404' });
		expect({ status, code: json.code }).toEqual({ status: 404, code: 'dentryNotExist' });
	});

	it('is newest first unless asked otherwise', async () => {
		const lab = await startLab();
		lab.emulator.advanceClock(1000);
		await lab.client.upload([deterministicBytes(10)]);
		expect(names((await list(lab, { parentId: '0' })).json)[0]).toBe('file.bin');
		expect(names((await list(lab, { parentId: '0', order: 'ASC' })).json).at(-1)).toBe('file.bin');
		expect(names((await list(lab, { parentId: '0', orderBy: 'SIZE' })).json)[0]).toBe('file.bin');
		expect((await list(lab, { parentId: '0', orderBy: 'MOOD' })).json.code).toBe('paramError');
	});
});

describe('one file or folder', () => {
	it('is answered like in a commit', async () => {
		const { client } = await startLab();
		const { dentry } = (await client.upload([deterministicBytes(10)])).json;
		expect((await client.call('POST', `${DENTRIES_PATH}/${dentry.id}/query`, {})).json).toEqual({ dentry });
		expect((await client.call('POST', `${DENTRIES_PATH}/404/query`, {})).json.code).toBe('dentryNotExist');
	});
});

describe('a new folder', () => {
	const create = async ({ client }: Lab, conflictStrategy?: string, name = 'Reports 报告') =>
		(await client.call('POST', `${DENTRIES_PATH}/0/folders`, { name, option: { conflictStrategy } })).json;

	it('E66 gets another name by default', async () => {
		const { dentry } = await create(await startLab());
		expect(dentry).toMatchObject({ type: 'FOLDER', name: 'Reports 报告(1)', parentId: '0' });
		for (const field of ['size', 'extension', 'version']) expect(dentry).not.toHaveProperty(field);
	});

	it.each(['RETURN_DENTRY_IF_EXISTS', 'OVERWRITE'])('E66 is the old one with %s', async (strategy) => {
		expect((await create(await startLab(), strategy)).dentry.id).toBe(DEMO.folders.reports);
	});

	it('E66 is refused with RETURN_ERROR_IF_EXISTS', async () => {
		expect((await create(await startLab(), 'RETURN_ERROR_IF_EXISTS')).code).toBe('dentryAlreadyExist');
	});

	it('E66 keeps the rules of names, strategies and parents', async () => {
		const lab = await startLab();
		expect((await create(lab, undefined, 'a|b')).code).toBe('dentryNameIllegal');
		expect((await create(lab, 'SHRUG')).code).toBe('paramError.conflictStrategy');
		const lost = await lab.client.call('POST', `${DENTRIES_PATH}/404/folders`, { name: 'a' });
		expect({ status: lost.status, code: lost.json.code }).toEqual({ status: 404, code: 'dentryNotExist' });
	});

	it('takes files', async () => {
		const lab = await startLab();
		const { dentry } = await create(lab, undefined, 'New');
		const { json } = await lab.client.upload([deterministicBytes(10)], { parentId: dentry.id });
		expect(json.dentry.path).toBe('/New/file.bin');
	});
});

describe('the approval space', () => {
	it('E67 lets a user upload once it was asked for, and tells its id as a number', async () => {
		const { emulator, client } = await startLab();
		expect((await client.init({}, DEMO.approvalSpaceId)).json.code).toBe('permissionDenied');
		const { json } = await client.call('POST', APPROVAL_PATH, { userId: DEMO.userId });
		expect(json).toEqual({ result: { spaceId: Number(DEMO.approvalSpaceId) }, success: true });
		expect((await client.init({}, DEMO.approvalSpaceId)).status).toBe(200);
		emulator.advanceClock(3_600_000);
		expect((await client.init({}, DEMO.approvalSpaceId)).json.code).toBe('permissionDenied');
	});

	it('E67 knows its users', async () => {
		const { client } = await startLab();
		expect((await client.call('POST', APPROVAL_PATH, { userId: 'nobody' })).json.code).toBe('userNotExist');
	});
});
