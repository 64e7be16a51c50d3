import { FoldersByPath, type DingTalkErrorCode } from '../../lib/dingtalk';
import { createApiLab } from '../support/api-lab';
import { DEMO } from '../support/start-emulator';
import { useLab } from '../support/use-lab';
import { refusal } from './support/refusal';

const NEVER = new AbortController().signal;
const PRE_CHECK = { name: 'a.pdf', parentId: '0', size: 5 };

const at = useLab(createApiLab);

describe('people', () => {
	test('are found by user ID, mobile number and union ID', async () => {
		expect(await at.lab.contacts.getUnionId(DEMO.userId, NEVER)).toBe(DEMO.unionId);
		expect(await at.lab.contacts.getUserIdByMobile(DEMO.mobile, NEVER)).toBe(DEMO.userId);
		expect(await at.lab.contacts.getUserIdByUnionId(DEMO.unionId, NEVER)).toBe(DEMO.userId);
		expect(at.lab.client).toMatchObject({ calls: 3, quotaCalls: 0 });
		// The legacy API takes its token there only.
		const [{ query, headers } = {}] = at.emulator.calls({ operation: 'user' });
		expect(query).toEqual({ access_token: expect.any(String) });
		expect(headers).not.toHaveProperty('x-acs-dingtalk-access-token');
	});

	test('are found again after the token has expired: the legacy API says so with status 200', async () => {
		await at.lab.contacts.getUnionId(DEMO.userId, NEVER);
		at.emulator.expireTokens();
		expect(await at.lab.contacts.getUnionId(DEMO.userId, NEVER)).toBe(DEMO.unionId);
		expect(at.emulator.calls({ operation: 'token' })).toHaveLength(2);
	});

	test.each<[string, () => Promise<unknown>]>([
		['user ID', () => at.lab.contacts.getUnionId('nobody', NEVER)],
		['empty user ID', () => at.lab.contacts.getUnionId(' ', NEVER)],
		['mobile number', () => at.lab.contacts.getUserIdByMobile('10086', NEVER)],
		['mobile number that is none', () => at.lab.contacts.getUserIdByMobile('one three eight', NEVER)],
		['union ID', () => at.lab.contacts.getUserIdByUnionId('n0body', NEVER)],
		['user ID for the space of approvals', () => at.lab.contacts.getApprovalSpaceId('nobody', NEVER)],
	])('are not found by an unknown %s', async (_, look) => {
		expect(await refusal(look())).toBe('USER_NOT_FOUND');
		expect(at.lab.sleptMs).toEqual([]);
	});

	const open = async () =>
		await at.lab.api.initMultipartFileUpload(
			DEMO.approvalSpaceId,
			DEMO.unionId,
			{ preCheckParam: PRE_CHECK },
			NEVER,
		);

	test('may write to the space of approvals once they have asked for it, for an hour', async () => {
		expect(await refusal(open())).toBe('PERMISSION_DENIED');
		expect(await at.lab.contacts.getApprovalSpaceId(DEMO.userId, NEVER)).toBe(DEMO.approvalSpaceId);
		expect(await refusal(open())).toBe('none');
		at.emulator.advanceClock(3_600_001);
		expect(await refusal(open())).toBe('PERMISSION_DENIED');
	});
});

describe('a file', () => {
	/** By one request. */
	async function upload(spaceId: string = DEMO.spaceId) {
		const option = { preCheckParam: PRE_CHECK, preferIntranet: false };
		const info = await at.lab.api.getFileUploadInfo(spaceId, DEMO.unionId, option, NEVER);
		const [url = ''] = info.resourceUrls;
		await fetch(url, { method: 'PUT', headers: info.headers, body: Buffer.from('hello') });
		const conflictStrategy = 'AUTO_RENAME' as const;
		const commit = { uploadKey: info.uploadKey, name: 'a.pdf', parentId: '0', size: 5, conflictStrategy };
		const { id } = await at.lab.api.commitFile(spaceId, DEMO.unionId, commit, NEVER);
		return { spaceId, dentryId: id, unionId: DEMO.unionId };
	}

	test('goes up by one request, is looked at, fetched and deleted', async () => {
		const address = await upload();
		expect(await at.lab.dentries.getDentry(address, NEVER)).toMatchObject({
			name: 'a.pdf',
			type: 'FILE',
			sizeBytes: 5,
			createdAtMs: expect.any(Number),
		});
		const { resourceUrls, headers } = await at.lab.dentries.getFileDownloadInfo(address, false, NEVER);
		expect(await (await fetch(resourceUrls[0] ?? '', { headers })).text()).toBe('hello');
		expect(await at.lab.dentries.deleteDentry(address, true, NEVER)).toEqual({ taskId: undefined });
		expect(at.emulator.files()).toEqual([]);
		expect(await refusal(at.lab.dentries.getDentry(address, NEVER))).toBe('FILE_NOT_FOUND');
	});

	test('that is deleted by a task is gone when the task is done', async () => {
		at.emulator.switches.deletion = 'task';
		const { taskId = '' } = await at.lab.dentries.deleteDentry(await upload(), false, NEVER);
		const statuses = [];
		for (let looks = 0; looks < 3; looks++) {
			statuses.push((await at.lab.dentries.getTask(taskId, DEMO.unionId, NEVER)).status);
		}
		expect(statuses).toEqual(['INIT', 'IN_PROGRESS', 'SUCCESS']);
		expect(at.emulator.files()).toEqual([]);
	});

	test.each<[string, DingTalkErrorCode, () => Promise<unknown>]>([
		[
			'a recycle bin that is not there',
			'NOT_SUPPORTED',
			async () => await at.lab.dentries.deleteDentry(await upload(DEMO.personalSpaceId), true, NEVER),
		],
		[
			'a download by an organization that is not verified',
			'ORG_NOT_VERIFIED',
			async () => {
				const address = await upload();
				at.emulator.switches.orgAuthLevel = 'unverified';
				await at.lab.dentries.getFileDownloadInfo(address, false, NEVER);
			},
		],
		[
			'the download of a folder',
			'NOT_SUPPORTED',
			async () => {
				const folder = { spaceId: DEMO.spaceId, dentryId: DEMO.folders.reports, unionId: DEMO.unionId };
				await at.lab.dentries.getFileDownloadInfo(folder, false, NEVER);
			},
		],
		['a task that nobody knows', 'DELETE_FAILED', () => at.lab.dentries.getTask('1', DEMO.unionId, NEVER)],
	])('%s is refused', async (_, code, work) => {
		expect(await refusal(work())).toBe(code);
		expect(at.lab.sleptMs).toEqual([]);
	});
});

describe('a path of folders', () => {
	const start = { spaceId: DEMO.spaceId, unionId: DEMO.unionId };
	const folders = () => new FoldersByPath(at.lab.api, at.lab.dentries);

	test('is made by two at the same time, and is there once', async () => {
		const names = ['New', '2026', '11'];
		const ids = await Promise.all([1, 2, 3].map(() => folders().ensure(start, names, NEVER)));
		expect(new Set(ids).size).toBe(1);
		expect(await folders().find(start, names, NEVER)).toBe(ids[0]);
	});

	test('that is there is found, and not made', async () => {
		expect(await folders().find(start, ['Reports 报告', '2026'], NEVER)).toBe(DEMO.folders.reports2026);
		expect(await refusal(folders().find(start, ['Reports 报告', '2027'], NEVER))).toBe('PARENT_NOT_FOUND');
		expect(at.emulator.calls({ operation: 'createFolder' })).toEqual([]);
	});
});
