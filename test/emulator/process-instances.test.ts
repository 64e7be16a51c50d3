import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';
import { endLabs, startLab, type Lab } from './support/lab';
import { send, type Json } from './support/raw-client';

const BYTES = deterministicBytes(1000);

afterEach(endLabs);

/** A lab with a file in a space, and the attachment that names it. */
async function labWithFile(spaceId: string = DEMO.approvalSpaceId) {
	const lab = await startLab();
	const { client } = lab;
	await client.call('POST', '/v1.0/workflow/processInstances/spaces/infos/query', { userId: DEMO.userId });
	const uploadKey = await client.open({}, spaceId);
	await client.put(uploadKey, 1, BYTES);
	const { dentry } = (await client.commit(uploadKey, { name: '工资表.xlsx' }, spaceId)).json;
	const attachment = {
		spaceId: dentry.spaceId,
		fileName: dentry.name,
		fileSize: String(dentry.size),
		fileType: dentry.extension,
		fileId: dentry.id,
	};
	return { ...lab, attachment };
}

async function create({ client }: Lab, fields: object = {}) {
	return await client.call('POST', '/v1.0/workflow/processInstances', {
		originatorUserId: DEMO.userId,
		processCode: 'PROC-1',
		deptId: -1,
		formComponentValues: [{ name: 'Reason', value: 'Trip' }],
		...fields,
	});
}

const attached = (value: unknown, more: object = {}) => ({
	formComponentValues: [{ name: '附件', value: JSON.stringify(value), ...more }],
});

describe('a new approval', () => {
	it('E81 is answered with its id, and can be seen', async () => {
		const lab = await startLab();
		const { status, json } = await create(lab);
		expect({ status, json }).toEqual({ status: 200, json: { instanceId: expect.any(String) } });
		const expected = {
			instanceId: json.instanceId,
			processCode: 'PROC-1',
			originatorUserId: DEMO.userId,
			formValues: [{ name: 'Reason', value: 'Trip' }],
			attachedFileIds: [],
		};
		expect(lab.emulator.processInstances()).toEqual([expected]);
		const shown = await send('GET', `${lab.emulator.apiUrl}/_emulator/process-instances`);
		expect(shown.json).toEqual([expected]);
		lab.emulator.reset();
		expect(lab.emulator.processInstances()).toEqual([]);
	});

	it.each([
		['an originator', { originatorUserId: undefined }, 'MissingoriginatorUserId'],
		['a process code', { processCode: '' }, 'MissingprocessCode'],
		['a form', { formComponentValues: undefined }, 'MissingformComponentValues'],
		['an originator it knows', { originatorUserId: 'nobody' }, 'processInstanceInvalidParameter'],
		['a department, or approvers', { deptId: undefined }, 'sysErrror'],
		['controls in a list', { formComponentValues: {} }, 'illegalComponent'],
		['names of controls', { formComponentValues: [{ value: 'Trip' }] }, 'illegalComponent'],
		[
			'values that are text',
			{ formComponentValues: [{ name: 'Reason', value: ['Trip'] }] },
			'illegalComponent',
		],
		['values of 65,535 characters at most', attached('x'.repeat(65_534)), 'illegalComponent'],
		[
			'150 controls at most',
			{ formComponentValues: Array(151).fill({ name: 'a', value: 'b' }) },
			'illegalComponent',
		],
	])('E81 needs %s', async (_, fields, code) => {
		const lab = await startLab();
		const { status, json } = await create(lab, fields);
		expect({ status, code: json.code }).toEqual({ status: 400, code });
		expect(lab.emulator.processInstances()).toEqual([]);
	});

	it('E81 needs no department where it names approvers', async () => {
		const approvers = [{ actionType: 'NONE', userIds: [DEMO.readerUserId] }];
		expect((await create(await startLab(), { deptId: undefined, approvers })).status).toBe(200);
	});

	it('E82 takes the files of the approval space as attachments, with sizes as text or as numbers', async () => {
		const { attachment, ...lab } = await labWithFile();
		const asNumbers = { ...attachment, spaceId: Number(attachment.spaceId), fileSize: BYTES.length };
		expect((await create(lab, attached([attachment, asNumbers]))).status).toBe(200);
		expect((await create(lab, attached([attachment], { componentType: 'DDAttachment' }))).status).toBe(200);
		expect(lab.emulator.processInstances().map(({ attachedFileIds }) => attachedFileIds)).toEqual([
			[attachment.fileId, attachment.fileId],
			[attachment.fileId],
		]);
	});

	it.each<[string, (attachment: Json) => unknown]>([
		['an unknown file', (attachment) => [{ ...attachment, fileId: '404' }]],
		['another name', (attachment) => [{ ...attachment, fileName: '工资表(1).xlsx' }]],
		['another size', (attachment) => [{ ...attachment, fileSize: '1024' }]],
		['another space', (attachment) => [{ ...attachment, spaceId: DEMO.spaceId }]],
		['no type', (attachment) => [{ ...attachment, fileType: undefined }]],
		['no file id', (attachment) => [{ ...attachment, fileId: undefined }]],
		['one good file and a bad one', (attachment) => [attachment, { ...attachment, fileId: '404' }]],
	])('E82 refuses attachments with %s, and names the control', async (_, change) => {
		const { attachment, ...lab } = await labWithFile();
		const { status, json } = await create(lab, attached(change(attachment)));
		expect({ status, code: json.code }).toEqual({ status: 400, code: 'formConverterError' });
		expect(json.message).toContain('附件');
		expect(lab.emulator.processInstances()).toEqual([]);
	});

	it('E82 refuses a file of another space', async () => {
		const { attachment, ...lab } = await labWithFile(DEMO.spaceId);
		expect((await create(lab, attached([attachment]))).json.code).toBe('formConverterError');
		const disguised = { ...attachment, spaceId: DEMO.approvalSpaceId };
		expect((await create(lab, attached([disguised]))).json.code).toBe('formConverterError');
	});

	it('E82 refuses a file that was deleted', async () => {
		const { attachment, ...lab } = await labWithFile();
		await lab.client.delete(attachment.fileId, {}, DEMO.approvalSpaceId);
		expect((await create(lab, attached([attachment]))).json.code).toBe('formConverterError');
	});

	it.each([['not JSON'], ['{"fileId":"1"}'], ['["https://example.com/a.png"]']])(
		'E82 refuses an attachment control that holds %s, and takes it in any other',
		async (value) => {
			const lab = await startLab();
			const control = (componentType: string) => ({
				formComponentValues: [{ name: '附件', value, componentType }],
			});
			expect((await create(lab, control('DDAttachment'))).json.code).toBe('formConverterError');
			expect((await create(lab, control('TextField'))).status).toBe(200);
		},
	);
});
