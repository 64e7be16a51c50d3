import OAuth2, { GetAccessTokenRequest } from '@alicloud/dingtalk/dist/oauth2_1_0/client';
import Storage, * as storage from '@alicloud/dingtalk/dist/storage_1_0/client';
import Workflow, * as workflow from '@alicloud/dingtalk/dist/workflow_1_0/client';
import { Config } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';
import type { Emulator, RecordedCall } from '../../emulator';
import { createApiLab, type ApiLab } from '../support/api-lab';
import { DEMO, startTestEmulator } from '../support/start-emulator';

/**
 * DingTalk's own client library and ours do the same to the emulator, which tells what each of them has sent: the
 * library is an independent reading of what DingTalk expects.
 */
const RUNTIME = new RuntimeOptions({});
const NEVER = new AbortController().signal;
const { spaceId, unionId } = DEMO;
const BYTES = Buffer.from('hello');

let emulator: Emulator;
let sdk: Storage;
let approvals: Workflow;
let xAcsDingtalkAccessToken: string;
let ours: ApiLab;

beforeEach(async () => {
	emulator = await startTestEmulator();
	const config = () => new Config({ protocol: 'http', endpoint: new URL(emulator.apiUrl).host });
	const app = new GetAccessTokenRequest({ appKey: DEMO.clientId, appSecret: DEMO.clientSecret });
	xAcsDingtalkAccessToken = (await new OAuth2(config()).getAccessToken(app)).body?.accessToken ?? '';
	sdk = new Storage(config());
	approvals = new Workflow(config());
	ours = createApiLab(emulator);
});

afterEach(async () => {
	await ours.close();
	await emulator.close();
});

/** A file by one request, as the library sends it. */
async function uploadAtOnce(name = 'a.txt', space: string = spaceId): Promise<string> {
	const { body } = await sdk.getFileUploadInfoWithOptions(
		space,
		new storage.GetFileUploadInfoRequest({
			unionId,
			protocol: 'HEADER_SIGNATURE',
			multipart: false,
			option: new storage.GetFileUploadInfoRequestOption({
				storageDriver: 'DINGTALK',
				preferIntranet: false,
				preferRegion: 'SHANGHAI',
				preCheckParam: new storage.GetFileUploadInfoRequestOptionPreCheckParam({
					name,
					parentId: '0',
					size: BYTES.length,
				}),
			}),
		}),
		new storage.GetFileUploadInfoHeaders({ xAcsDingtalkAccessToken }),
		RUNTIME,
	);
	const { resourceUrls: [url = ''] = [], headers = {} } = body?.headerSignatureInfo ?? {};
	expect((await fetch(url, { method: 'PUT', headers, body: BYTES })).status).toBe(200);
	const committed = await sdk.commitFileWithOptions(
		space,
		new storage.CommitFileRequest({ unionId, uploadKey: body?.uploadKey, name, parentId: '0' }),
		new storage.CommitFileHeaders({ xAcsDingtalkAccessToken }),
		RUNTIME,
	);
	return committed.body?.dentry?.id ?? '';
}

const getDentry = async (dentryId: string) =>
	await sdk.getDentryWithOptions(
		spaceId,
		dentryId,
		new storage.GetDentryRequest({ unionId }),
		new storage.GetDentryHeaders({ xAcsDingtalkAccessToken }),
		RUNTIME,
	);

const addFolder = async (name: string, conflictStrategy = 'RETURN_DENTRY_IF_EXISTS') =>
	await sdk.addFolderWithOptions(
		spaceId,
		'0',
		new storage.AddFolderRequest({
			unionId,
			name,
			option: new storage.AddFolderRequestOption({ conflictStrategy }),
		}),
		new storage.AddFolderHeaders({ xAcsDingtalkAccessToken }),
		RUNTIME,
	);

const deleteDentry = async (dentryId: string, toRecycleBin = false) =>
	await sdk.deleteDentryWithOptions(
		spaceId,
		dentryId,
		new storage.DeleteDentryRequest({ unionId, toRecycleBin }),
		new storage.DeleteDentryHeaders({ xAcsDingtalkAccessToken }),
		RUNTIME,
	);

const getDownloadInfo = async (dentryId: string) =>
	await sdk.getFileDownloadInfoWithOptions(
		spaceId,
		dentryId,
		new storage.GetFileDownloadInfoRequest({
			unionId,
			option: new storage.GetFileDownloadInfoRequestOption({ preferIntranet: false }),
		}),
		new storage.GetFileDownloadInfoHeaders({ xAcsDingtalkAccessToken }),
		RUNTIME,
	);

const getSpaceOfApprovals = async () =>
	await approvals.getAttachmentSpaceWithOptions(
		new workflow.GetAttachmentSpaceRequest({ userId: DEMO.userId }),
		new workflow.GetAttachmentSpaceHeaders({ xAcsDingtalkAccessToken }),
		RUNTIME,
	);

/** What both have sent, without what HTTP libraries add. */
async function bothSend(
	operation: RecordedCall['operation'],
	library: Promise<unknown>,
	own: () => Promise<unknown>,
) {
	await library;
	const [theirs] = emulator.calls({ operation });
	await own();
	const sent = ({ method, path, query, body }: RecordedCall) => ({ method, path, query, body: body ?? {} });
	const last = emulator.calls({ operation }).at(-1);
	return [sent(last as RecordedCall), sent(theirs as RecordedCall)];
}

describe('the library and this client send the same', () => {
	it('to look at a file', async () => {
		const dentryId = await uploadAtOnce();
		const [own, theirs] = await bothSend('getDentry', getDentry(dentryId), () =>
			ours.dentries.getDentry({ spaceId, dentryId, unionId }, NEVER),
		);
		expect(own).toEqual(theirs);
	});

	it('to make a folder', async () => {
		const folder = { spaceId, parentId: '0', unionId, name: 'Reports' };
		const [own, theirs] = await bothSend('createFolder', addFolder('Reports'), () =>
			ours.dentries.createFolder({ ...folder, conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' }, NEVER),
		);
		expect(own).toEqual(theirs);
	});

	it('to get the address of a file', async () => {
		const dentryId = await uploadAtOnce();
		const [own, theirs] = await bothSend('downloadInfo', getDownloadInfo(dentryId), () =>
			ours.dentries.getFileDownloadInfo({ spaceId, dentryId, unionId }, false, NEVER),
		);
		expect(own).toEqual(theirs);
	});

	it('to upload a file by one request', async () => {
		const preCheckParam = { name: 'a.txt', parentId: '0', size: BYTES.length };
		const option = { preCheckParam, preferRegion: 'SHANGHAI', preferIntranet: false } as const;
		const [own, theirs] = await bothSend('uploadInfo', uploadAtOnce(), () =>
			ours.api.getFileUploadInfo(spaceId, unionId, option, NEVER),
		);
		expect(own).toEqual(theirs);
	});

	it('to be let into the space of approvals', async () => {
		const [own, theirs] = await bothSend('approvalSpace', getSpaceOfApprovals(), () =>
			ours.contacts.getApprovalSpaceId(DEMO.userId, NEVER),
		);
		expect(own).toEqual(theirs);
	});

	it.each([true, false])('to delete a file (recycle bin: %s)', async (toRecycleBin) => {
		await deleteDentry(await uploadAtOnce(), toRecycleBin);
		const dentryId = await uploadAtOnce();
		await ours.dentries.deleteDentry({ spaceId, dentryId, unionId }, toRecycleBin, NEVER);
		const [theirs, own] = emulator.calls({ operation: 'deleteDentry' });
		expect([own?.method, own?.query]).toEqual([theirs?.method, theirs?.query]);
		expect(own?.path.replace(dentryId, '')).toBe(theirs?.path.replace(/[^/]*$/, ''));
	});

	it('to see how a deletion gets on', async () => {
		emulator.switches.deletion = 'task';
		const { body } = await deleteDentry(await uploadAtOnce());
		const taskId = body?.taskId ?? '';
		const theirs = sdk.getTaskWithOptions(
			taskId,
			new storage.GetTaskRequest({ unionId }),
			new storage.GetTaskHeaders({ xAcsDingtalkAccessToken }),
			RUNTIME,
		);
		const [own, library] = await bothSend('getTask', theirs, () =>
			ours.dentries.getTask(taskId, unionId, NEVER),
		);
		expect(own).toEqual(library);
	});
});

describe('the library understands the emulator', () => {
	it('from an upload by one request to a deletion', async () => {
		const dentryId = await uploadAtOnce();
		expect((await getDentry(dentryId)).body?.dentry).toMatchObject({ name: 'a.txt', size: 5, type: 'FILE' });
		const { headerSignatureInfo } = (await getDownloadInfo(dentryId)).body ?? {};
		const { resourceUrls: [url = ''] = [], headers = {}, expirationSeconds } = headerSignatureInfo ?? {};
		expect(await (await fetch(url, { headers })).text()).toBe('hello');
		expect(expirationSeconds).toBe(900);
		expect((await deleteDentry(dentryId)).body).toMatchObject({ async: false });
		await expect(getDentry(dentryId)).rejects.toMatchObject({ code: 'dentryNotExist' });
	});

	it('where a folder exists already', async () => {
		const first = await addFolder('Reports');
		expect(first.body?.dentry).toMatchObject({ name: 'Reports', type: 'FOLDER', parentId: '0' });
		expect((await addFolder('Reports')).body?.dentry?.id).toBe(first.body?.dentry?.id);
		expect((await addFolder('Reports', 'AUTO_RENAME')).body?.dentry?.name).toBe('Reports(1)');
		await expect(addFolder('Reports', 'RETURN_ERROR_IF_EXISTS')).rejects.toMatchObject({
			code: 'dentryAlreadyExist',
		});
	});

	it('where an organization may not download', async () => {
		const dentryId = await uploadAtOnce();
		emulator.switches.orgAuthLevel = 'unverified';
		await expect(getDownloadInfo(dentryId)).rejects.toMatchObject({ code: 'orgAuthLevelNotEnough' });
	});

	it('from the space of approvals to an approval with an attachment', async () => {
		const { result } = (await getSpaceOfApprovals()).body ?? {};
		expect(String(result?.spaceId)).toBe(DEMO.approvalSpaceId);
		const fileId = await uploadAtOnce('a.txt', DEMO.approvalSpaceId);
		const file = { spaceId: DEMO.approvalSpaceId, fileName: 'a.txt', fileSize: '5', fileType: 'txt', fileId };
		await approvals.startProcessInstanceWithOptions(
			new workflow.StartProcessInstanceRequest({
				originatorUserId: DEMO.userId,
				processCode: 'PROC-1',
				deptId: 1,
				formComponentValues: [
					new workflow.StartProcessInstanceRequestFormComponentValues({
						name: '附件',
						value: JSON.stringify([file]),
					}),
				],
			}),
			new workflow.StartProcessInstanceHeaders({ xAcsDingtalkAccessToken }),
			RUNTIME,
		);
		expect(emulator.processInstances()).toMatchObject([{ attachedFileIds: [fileId] }]);
	});
});
