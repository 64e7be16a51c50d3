import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Switches } from '../../emulator';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';
import { endLabs, startLab, type Lab } from './support/lab';
import { RawClient } from './support/raw-client';

const BYTES = deterministicBytes(1000);
const SMALL_SPACE = { id: '77', name: 'Small', quotaBytes: 1500 };

afterEach(endLabs);

async function uploadTo(client: Lab['client'], parentId = '0', name = 'file.bin'): Promise<string> {
	return (await client.upload([BYTES], { parentId, name })).json.dentry.id;
}

const fetchDentry = async (client: Lab['client'], dentryId: string) =>
	await client.call('POST', `/v1.0/storage/spaces/${DEMO.spaceId}/dentries/${dentryId}/query`, {});

describe('the deletion of a file or folder', () => {
	it('E77 takes a file away, and no other', async () => {
		const { emulator, client } = await startLab();
		const fileId = await uploadTo(client);
		await uploadTo(client, '0', 'other.bin');
		const { status, json } = await client.delete(fileId);
		expect({ status, json }).toEqual({ status: 200, json: { async: false } });
		expect(emulator.files()).toMatchObject([{ name: 'other.bin' }]);
		expect((await fetchDentry(client, fileId)).json.code).toBe('dentryNotExist');
		expect(() => emulator.openFile(fileId)).toThrow(/no bytes/);
	});

	it('E77 gives the capacity and the name back', async () => {
		const { client } = await startLab({ spaces: [SMALL_SPACE] });
		const upload = async () => {
			const uploadKey = await client.open({}, SMALL_SPACE.id);
			await client.put(uploadKey, 1, BYTES);
			return (await client.commit(uploadKey, {}, SMALL_SPACE.id)).json;
		};
		const first = await upload();
		expect((await upload()).code).toBe('spaceQuotaInsufficient');
		await client.delete(first.dentry.id, {}, SMALL_SPACE.id);
		const second = await upload();
		expect(second.dentry.name).toBe('file.bin');
		expect(second.dentry.id).not.toBe(first.dentry.id);
	});

	it('E77 takes a folder away with all that is in it', async () => {
		const { emulator, client } = await startLab({ switches: { deletion: 'at-once' } });
		const inside = await uploadTo(client, DEMO.folders.reports2026);
		await uploadTo(client, DEMO.folders.contracts, 'stays.bin');
		expect((await client.delete(DEMO.folders.reports)).json).toEqual({ async: false });
		for (const gone of [DEMO.folders.reports, DEMO.folders.reports2026, inside]) {
			expect((await fetchDentry(client, gone)).json.code).toBe('dentryNotExist');
		}
		expect(emulator.files()).toMatchObject([{ name: 'stays.bin' }]);
		const { json } = await client.call('GET', `/v1.0/storage/spaces/${DEMO.spaceId}`);
		expect(json.space.usedQuota).toBe(BYTES.length);
		const late = await client.upload([BYTES], { parentId: DEMO.folders.reports2026 });
		expect(late.json.code).toBe('dentryNotExist');
	});

	it('E77 takes the file off the disk', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'emulator-'));
		const { client } = await startLab({ store: { folder } });
		const fileId = await uploadTo(client);
		const file = path.join(folder, DEMO.spaceId, 'file.bin');
		await access(file);
		await client.delete(fileId);
		await expect(access(file)).rejects.toMatchObject({ code: 'ENOENT' });
		await rm(folder, { recursive: true });
	});

	it.each([
		['an unknown file', '404', DEMO.spaceId, 404, 'dentryNotExist'],
		['the root', '0', DEMO.spaceId, 404, 'dentryNotExist'],
		['a folder of another space', DEMO.folders.backups, DEMO.marketingSpaceId, 404, 'dentryNotExist'],
		['an unknown space', DEMO.folders.backups, '1', 404, 'spaceNotExist'],
	])('E77 refuses %s', async (_, dentryId, spaceId, status, code) => {
		const { client } = await startLab();
		const answer = await client.delete(dentryId, {}, spaceId);
		expect({ status: answer.status, code: answer.json.code }).toEqual({ status, code });
	});

	it('E77 is for those who may write', async () => {
		const { emulator, client } = await startLab();
		const reader = new RawClient(emulator, DEMO.readerUnionId);
		const { status, json } = await reader.delete(DEMO.folders.backups);
		expect({ status, code: json.code }).toEqual({ status: 403, code: 'permissionDenied' });
		expect((await fetchDentry(client, DEMO.folders.backups)).status).toBe(200);
	});

	it('E78 knows the recycle bin of a drive space only', async () => {
		const { client } = await startLab();
		const personal = ['118890000301', { toRecycleBin: 'true' }, DEMO.personalSpaceId] as const;
		const { status, json } = await client.delete(...personal);
		expect({ status, code: json.code }).toEqual({ status: 400, code: 'recycleBinNotSupportForSpace' });
		expect((await client.delete(personal[0], { toRecycleBin: 'false' }, personal[2])).status).toBe(200);
		expect((await client.delete(DEMO.folders.backups, { toRecycleBin: 'maybe' })).json.code).toBe(
			'paramError',
		);
		expect((await client.delete(DEMO.folders.backups, { toRecycleBin: 'true' })).status).toBe(200);
	});
});

describe('the deletion by a task', () => {
	/** Deletes, and polls the task until it has ended. */
	async function deleteAndWait({ client }: Lab, dentryId: string) {
		const { json } = await client.delete(dentryId);
		expect(json).toEqual({ async: true, taskId: expect.any(String) });
		const { taskId } = json;
		const polls = [];
		for (let poll = 1; poll <= 4; poll++) polls.push((await client.task(taskId)).json.task);
		return { taskId, polls, statuses: polls.map(({ status }) => status) };
	}

	const started = async (deletion?: Switches['deletion']) =>
		await startLab({ now: () => Date.UTC(2026, 4, 28, 1, 37, 16), switches: deletion ? { deletion } : {} });

	it('E79 is the way of a folder that has something in it, and shows every status', async () => {
		const lab = await started();
		await uploadTo(lab.client, DEMO.folders.reports2026);
		const { taskId, polls, statuses } = await deleteAndWait(lab, DEMO.folders.reports);
		expect(statuses).toEqual(['INIT', 'IN_PROGRESS', 'SUCCESS', 'SUCCESS']);
		const task = { id: taskId, totalCount: 6, failCount: 0, beginTime: '2026-05-28T01:37:16Z' };
		expect(polls[1]).toEqual({ ...task, status: 'IN_PROGRESS', successCount: 0 });
		expect(polls[2]).toEqual({
			...task,
			status: 'SUCCESS',
			successCount: 6,
			endTime: '2026-05-28T01:37:16Z',
		});
		expect(lab.emulator.files()).toEqual([]);
	});

	it('E79 is not done before the task has ended', async () => {
		const { emulator, client } = await started('task');
		const { taskId } = (await client.delete(await uploadTo(client))).json;
		for (let poll = 1; poll <= 2; poll++) await client.task(taskId);
		expect(emulator.files()).toHaveLength(1);
		await client.task(taskId);
		expect(emulator.files()).toEqual([]);
	});

	it('E79 is not the way of an empty folder', async () => {
		const { client } = await started();
		expect((await client.delete(DEMO.folders.backups)).json).toEqual({ async: false });
	});

	it('E79 may fail, and then deletes nothing', async () => {
		const lab = await started('failing-task');
		const fileId = await uploadTo(lab.client);
		const { polls, statuses } = await deleteAndWait(lab, fileId);
		expect(statuses).toEqual(['INIT', 'IN_PROGRESS', 'FAIL', 'FAIL']);
		expect(polls[2]).toMatchObject({ successCount: 0, failCount: 1, failMessage: 'permissionDenied' });
		expect(lab.emulator.files()).toMatchObject([{ id: fileId }]);
	});

	it('E79 ends well when another one was faster', async () => {
		const { emulator, client } = await started('task');
		const fileId = await uploadTo(client);
		const tasks = [(await client.delete(fileId)).json.taskId, (await client.delete(fileId)).json.taskId];
		for (let poll = 1; poll <= 3; poll++) await Promise.all(tasks.map(async (id) => await client.task(id)));
		for (const id of tasks) expect((await client.task(id)).json.task.status).toBe('SUCCESS');
		expect(emulator.files()).toEqual([]);
	});

	it('E80 an unknown task: 404 taskNotExist', async () => {
		const { status, json } = await (await started()).client.task('nonsense');
		expect({ status, code: json.code }).toEqual({ status: 404, code: 'taskNotExist' });
	});

	it('E80 asks for a permission of its own', async () => {
		const { emulator, client } = await started();
		emulator.revokeScope(DEMO.clientId, 'Storage.Task.Read');
		const { taskId } = (await client.delete(DEMO.folders.reports)).json;
		expect((await client.task(taskId)).json.accessdenieddetail).toEqual({
			requiredScopes: ['Storage.Task.Read'],
		});
	});
});
