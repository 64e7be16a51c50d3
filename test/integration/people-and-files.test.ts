import type { Emulator } from '../../emulator';
import { FoldersByPath, type DingTalkErrorCode } from '../../lib/dingtalk';
import { createApiLab, type ApiLab } from '../support/api-lab';
import { DEMO, startTestEmulator } from '../support/start-emulator';
import { refusal } from './support/refusal';

const NEVER = new AbortController().signal;
const PRE_CHECK = { name: 'a.pdf', parentId: '0', size: 5 };

let emulator: Emulator;
let lab: ApiLab;

beforeAll(async () => {
	emulator = await startTestEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
	emulator.reset();
	lab = createApiLab(emulator);
});
afterEach(async () => await lab.close());

describe('people', () => {
	test('are found by user ID, mobile number and union ID', async () => {
		expect(await lab.contacts.getUnionId(DEMO.userId, NEVER)).toBe(DEMO.unionId);
		expect(await lab.contacts.getUserIdByMobile(DEMO.mobile, NEVER)).toBe(DEMO.userId);
		expect(await lab.contacts.getUserIdByUnionId(DEMO.unionId, NEVER)).toBe(DEMO.userId);
		expect(lab.client).toMatchObject({ calls: 3, quotaCalls: 0 });
		// The legacy API takes its token there only.
		const [{ query, headers } = {}] = emulator.calls({ operation: 'user' });
		expect(query).toEqual({ access_token: expect.any(String) });
		expect(headers).not.toHaveProperty('x-acs-dingtalk-access-token');
	});

	test('are found again after the token has expired: the legacy API says so with status 200', async () => {
		await lab.contacts.getUnionId(DEMO.userId, NEVER);
		emulator.expireTokens();
		expect(await lab.contacts.getUnionId(DEMO.userId, NEVER)).toBe(DEMO.unionId);
		expect(emulator.calls({ operation: 'token' })).toHaveLength(2);
	});

	test.each<[string, () => Promise<unknown>]>([
		['user ID', () => lab.contacts.getUnionId('nobody', NEVER)],
		['empty user ID', () => lab.contacts.getUnionId(' ', NEVER)],
		['mobile number', () => lab.contacts.getUserIdByMobile('10086', NEVER)],
		['mobile number that is none', () => lab.contacts.getUserIdByMobile('one three eight', NEVER)],
		['union ID', () => lab.contacts.getUserIdByUnionId('n0body', NEVER)],
		['user ID for the space of approvals', () => lab.contacts.getApprovalSpaceId('nobody', NEVER)],
	])('are not found by an unknown %s', async (_, look) => {
		expect(await refusal(look())).toBe('USER_NOT_FOUND');
		expect(lab.sleptMs).toEqual([]);
	});

	const open = async () =>
		await lab.api.initMultipartFileUpload(
			DEMO.approvalSpaceId,
			DEMO.unionId,
			{ preCheckParam: PRE_CHECK },
			NEVER,
		);

	test('may write to the space of approvals once they have asked for it, for an hour', async () => {
		expect(await refusal(open())).toBe('PERMISSION_DENIED');
		expect(await lab.contacts.getApprovalSpaceId(DEMO.userId, NEVER)).toBe(DEMO.approvalSpaceId);
		expect(await refusal(open())).toBe('none');
		emulator.advanceClock(3_600_001);
		expect(await refusal(open())).toBe('PERMISSION_DENIED');
	});
});

describe('a file', () => {
	/** By one request. */
	async function upload(spaceId: string = DEMO.spaceId) {
		const option = { preCheckParam: PRE_CHECK, preferIntranet: false };
		const info = await lab.api.getFileUploadInfo(spaceId, DEMO.unionId, option, NEVER);
		const [url = ''] = info.resourceUrls;
		await fetch(url, { method: 'PUT', headers: info.headers, body: Buffer.from('hello') });
		const conflictStrategy = 'AUTO_RENAME' as const;
		const commit = { uploadKey: info.uploadKey, name: 'a.pdf', parentId: '0', size: 5, conflictStrategy };
		const { id } = await lab.api.commitFile(spaceId, DEMO.unionId, commit, NEVER);
		return { spaceId, dentryId: id, unionId: DEMO.unionId };
	}

	test('goes up by one request, is looked at, fetched and deleted', async () => {
		const address = await upload();
		expect(await lab.dentries.getDentry(address, NEVER)).toMatchObject({
			name: 'a.pdf',
			type: 'FILE',
			sizeBytes: 5,
			createdAtMs: expect.any(Number),
		});
		const { resourceUrls, headers } = await lab.dentries.getFileDownloadInfo(address, false, NEVER);
		expect(await (await fetch(resourceUrls[0] ?? '', { headers })).text()).toBe('hello');
		expect(await lab.dentries.deleteDentry(address, true, NEVER)).toEqual({ taskId: undefined });
		expect(emulator.files()).toEqual([]);
		expect(await refusal(lab.dentries.getDentry(address, NEVER))).toBe('FILE_NOT_FOUND');
	});

	test('that is deleted by a task is gone when the task is done', async () => {
		emulator.switches.deletion = 'task';
		const { taskId = '' } = await lab.dentries.deleteDentry(await upload(), false, NEVER);
		const statuses = [];
		for (let looks = 0; looks < 3; looks++) {
			statuses.push((await lab.dentries.getTask(taskId, DEMO.unionId, NEVER)).status);
		}
		expect(statuses).toEqual(['INIT', 'IN_PROGRESS', 'SUCCESS']);
		expect(emulator.files()).toEqual([]);
	});

	test.each<[string, DingTalkErrorCode, () => Promise<unknown>]>([
		[
			'a recycle bin that is not there',
			'NOT_SUPPORTED',
			async () => await lab.dentries.deleteDentry(await upload(DEMO.personalSpaceId), true, NEVER),
		],
		[
			'a download by an organization that is not verified',
			'ORG_NOT_VERIFIED',
			async () => {
				const address = await upload();
				emulator.switches.orgAuthLevel = 'unverified';
				await lab.dentries.getFileDownloadInfo(address, false, NEVER);
			},
		],
		[
			'the download of a folder',
			'NOT_SUPPORTED',
			async () => {
				const folder = { spaceId: DEMO.spaceId, dentryId: DEMO.folders.reports, unionId: DEMO.unionId };
				await lab.dentries.getFileDownloadInfo(folder, false, NEVER);
			},
		],
		['a task that nobody knows', 'DELETE_FAILED', () => lab.dentries.getTask('1', DEMO.unionId, NEVER)],
	])('%s is refused', async (_, code, work) => {
		expect(await refusal(work())).toBe(code);
		expect(lab.sleptMs).toEqual([]);
	});
});

describe('a path of folders', () => {
	const start = { spaceId: DEMO.spaceId, unionId: DEMO.unionId };
	const folders = () => new FoldersByPath(lab.api, lab.dentries);

	test('is made by two at the same time, and is there once', async () => {
		const names = ['New', '2026', '11'];
		const ids = await Promise.all([1, 2, 3].map(() => folders().ensure(start, names, NEVER)));
		expect(new Set(ids).size).toBe(1);
		expect(await folders().find(start, names, NEVER)).toBe(ids[0]);
	});

	test('that is there is found, and not made', async () => {
		expect(await folders().find(start, ['Reports 报告', '2026'], NEVER)).toBe(DEMO.folders.reports2026);
		expect(await refusal(folders().find(start, ['Reports 报告', '2027'], NEVER))).toBe('PARENT_NOT_FOUND');
		expect(emulator.calls({ operation: 'createFolder' })).toEqual([]);
	});
});
