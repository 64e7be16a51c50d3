import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { byId, located } from '../support/locators';
import { uploadNode, useCoreLab } from './support/core-lab';
import { itemWith, jsonOf, operationNode, putOnlyPart } from './support/operation-nodes';

const lab = useCoreLab();

const TARGET = { target: 'approvalSpace' };

const uploadForApproval = (parameters: INodeParameters = {}) =>
	// As a user leaves it: nothing is chosen for the fields that are not shown.
	uploadNode({ ...TARGET, spaceId: located('list', ''), ...parameters });

/** Starts an approval as a workflow does after the node, with its output as it is. */
async function startApproval(attachment: unknown, userId: string = DEMO.userId): Promise<Response> {
	const tokens = lab.emulator.calls().map(({ headers }) => headers['x-acs-dingtalk-access-token']);
	return await fetch(`${lab.emulator.apiUrl}/v1.0/workflow/processInstances`, {
		method: 'POST',
		headers: {
			'Content-Type': 'application/json',
			'x-acs-dingtalk-access-token': String(tokens.filter(Boolean).at(-1)),
		},
		body: JSON.stringify({
			originatorUserId: userId,
			deptId: 1,
			processCode: 'PROC-1',
			formComponentValues: [{ name: '附件', componentType: 'DDAttachment', value: attachment }],
		}),
	});
}

test.each([
	['a union ID', located('unionId', DEMO.unionId), ['userByUnionId']],
	['a user ID', located('userId', DEMO.userId), ['user']],
	['a mobile number', located('mobile', DEMO.mobile), ['userByMobile', 'user']],
	["the credential's operator", '', ['userByUnionId']],
])(
	'an upload in the name of %s can be attached to an approval as it is',
	async (_, unionId, contactCalls) => {
		const [json] = await jsonOf(lab, uploadForApproval({ unionId } as INodeParameters), [
			itemWith('发票 1.pdf'),
		]);
		expect(json).toMatchObject({ fileName: '发票 1.pdf', spaceId: DEMO.approvalSpaceId, parentId: '0' });

		const answer = await startApproval(json?.['attachment']);
		expect(answer.status).toBe(200);
		expect(lab.emulator.processInstances()).toMatchObject([{ attachedFileIds: [json?.['fileId']] }]);
		expect(lab.emulator.calls({ operation: 'approvalSpace', status: 200 })).toMatchObject([
			{ body: { userId: DEMO.userId } },
		]);
		const operations = lab.emulator.calls().map(({ operation }) => operation);
		expect(operations).toEqual(expect.arrayContaining(contactCalls));
	},
);

test('the attachment names the file as approvals want it', async () => {
	const [json] = await jsonOf(lab, uploadForApproval(), [itemWith('a.tar.gz')]);
	expect(JSON.parse(json?.['attachment'] as string)).toEqual([
		{
			spaceId: DEMO.approvalSpaceId,
			fileName: 'a.tar.gz',
			fileSize: '8',
			fileType: 'gz',
			fileId: json?.['fileId'],
		},
	]);
});

test.each<[string, INodeParameters, string]>([
	['without an extension', {}, 'README'],
	['with the answer as DingTalk sent it', { simplify: false }, 'a.txt'],
	['by one request', { options: { uploadMethod: 'automatic' } }, 'a.txt'],
])('so does that of a file %s', async (_, parameters, fileName) => {
	const [json] = await jsonOf(lab, uploadForApproval(parameters), [itemWith(fileName)]);
	expect((await startApproval(json?.['attachment'])).status).toBe(200);
	expect(lab.emulator.processInstances()).toHaveLength(1);
});

test('a file that was renamed is attached by its new name', async () => {
	await jsonOf(lab, uploadForApproval(), [itemWith('a.txt')]);
	const [json] = await jsonOf(lab, uploadForApproval(), [itemWith('a.txt')]);
	expect(json).toMatchObject({ fileName: 'a(1).txt', wasRenamed: true });
	expect((await startApproval(json?.['attachment'])).status).toBe(200);
});

test('space and right are asked for before the upload, once for all items', async () => {
	const items = Array.from({ length: 30 }, (_, index) => itemWith(`${index}.txt`));
	const json = await jsonOf(lab, uploadForApproval(), items);
	expect(json).toHaveLength(30);
	const operations = lab.emulator.calls({ status: 200 }).map(({ operation }) => operation);
	expect(operations.filter((operation) => operation === 'approvalSpace')).toHaveLength(1);
	expect(operations.indexOf('approvalSpace')).toBeLessThan(operations.indexOf('init'));
	for (const { upload } of json) expect(upload).toMatchObject({ apiCalls: 3 });
});

test('each of several operators gets a right of their own', async () => {
	const unionId = located('userId', `={{ $itemIndex === 1 ? '${DEMO.readerUserId}' : '${DEMO.userId}' }}`);
	await jsonOf(
		lab,
		uploadForApproval({ unionId }),
		['a', 'b', 'c'].map((name) => itemWith(name)),
	);
	const users = lab.emulator
		.calls({ operation: 'approvalSpace', status: 200 })
		.map(({ body }) => body?.['userId']);
	expect(users.sort()).toEqual([DEMO.userId, DEMO.readerUserId].sort());
});

test('a folder upload has no attachment', async () => {
	const [json] = await jsonOf(lab, uploadNode(), [itemWith('a.txt')]);
	expect(json).not.toHaveProperty('attachment');
	expect(lab.emulator.calls({ operation: 'approvalSpace' })).toEqual([]);
});

test('the fields of a folder are not read', async () => {
	const parentId = located('path', '={{ $json.missing.name }}');
	const [json] = await jsonOf(lab, uploadForApproval({ parentId }), [itemWith('a.txt')]);
	expect(json).toMatchObject({ spaceId: DEMO.approvalSpaceId, path: '/a.txt' });
});

test("an upload of one's own goes there too", async () => {
	const target = { ...TARGET, spaceId: located('list', ''), fileName: 'a.txt', fileSize: 5 };
	const [started] = await jsonOf(lab, operationNode('file', 'startMultipartUpload', target));
	expect(started).toMatchObject({ spaceId: DEMO.approvalSpaceId, parentId: '0' });
	const { uploadKey } = started as { uploadKey: string };
	await putOnlyPart(lab, uploadKey, Buffer.from('hello'));
	const [json] = await jsonOf(
		lab,
		operationNode('file', 'commit', { ...target, uploadKey } as INodeParameters),
	);
	expect((await startApproval(json?.['attachment'])).status).toBe(200);
	expect(lab.emulator.processInstances()).toMatchObject([{ attachedFileIds: [json?.['fileId']] }]);
});

describe('what stands in the way', () => {
	const fail = async (parameters: IDataObject = {}) => {
		const { error } = await lab.n8n.run(uploadForApproval(parameters as INodeParameters), [
			itemWith('a.txt'),
		]);
		expect(lab.emulator.calls({ operation: 'init' })).toEqual([]);
		return error;
	};

	test('a missing permission is told by its name', async () => {
		lab.emulator.switches.scopeChanges = 'at-once';
		lab.emulator.revokeScope(DEMO.clientId, 'Workflow.Instance.Write');
		expect(await fail()).toMatchObject({
			message: 'The DingTalk app lacks a permission',
			description: expect.stringContaining('Workflow.Instance.Write'),
			context: { itemIndex: 0 },
		});
	});

	test('a union ID that nobody has is told before the space is asked for', async () => {
		expect(await fail({ unionId: 'n0bodyiEiE' })).toMatchObject({
			message: 'DingTalk does not find the user',
		});
		expect(lab.emulator.calls({ operation: 'approvalSpace' })).toEqual([]);
	});

	test('so is a user ID', async () => {
		expect(await fail({ unionId: located('userId', 'nobody') })).toMatchObject({
			message: 'DingTalk does not find the user',
		});
	});

	test('an unknown target is told by the name of the field', async () => {
		const error = await fail({ target: "={{ 'elsewhere' }}", spaceId: byId(DEMO.spaceId) });
		expect(error?.message).toBe("'Upload To' must be one of approvalSpace, folder");
	});
});
