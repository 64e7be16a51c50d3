import type { INode, INodeParameters } from 'n8n-workflow';
import { DEMO, type Fault } from '../../emulator';
import { DEMO_SPACES } from '../../emulator/seed';
import { manualTrigger, readFiles } from '../../scripts/lib/workflow.cjs';
import { byId } from '../support/locators';
import { EditorLab } from './support/editor/editor-lab';
import { cutOffTexts } from './support/editor/legibility';
import { takePicture } from './support/editor/picture';
import { makeFile } from './support/make-file';

const FULL_SPACE = { id: '9303849599', name: 'Full 已满', quotaBytes: 1000 };

interface ErrorCase {
	readonly name: string;
	readonly parameters: INodeParameters;
	/** What makes DingTalk or the line behave so. */
	readonly fault?: Fault;
	readonly missingScope?: string;
	/** What of the credential is not as it should be. */
	readonly credential?: object;
	readonly message: string;
	/** The essential words of what to do next. */
	readonly advice: readonly string[];
}

const CASES: readonly ErrorCase[] = [
	{
		name: 'wrong-secret',
		parameters: {},
		credential: { clientSecret: 'not-the-secret' },
		message: 'DingTalk does not know this Client ID and Client Secret',
		advice: ['https://open-dev.dingtalk.com', 'Credentials and Basic Information (凭证与基础信息)'],
	},
	{
		name: 'missing-permission',
		parameters: {},
		missingScope: 'Storage.UploadInfo.Read',
		message: 'The DingTalk app lacks a permission',
		advice: ['Apply with one click', 'Storage.UploadInfo.Read (企业存储文件上传信息读权限)'],
	},
	{
		name: 'no-right-in-space',
		parameters: { unionId: { __rl: true, mode: 'unionId', value: DEMO.readerUnionId } },
		message: 'The user has no permission to do this in the space',
		advice: ['the right to edit (可编辑)'],
	},
	{
		name: 'unknown-space',
		parameters: { spaceId: byId('123') },
		message: 'DingTalk does not find the space',
		advice: ["Choose 'Space' From List"],
	},
	{
		name: 'empty-space',
		parameters: { spaceId: byId('={{ $json.space }}') },
		message: "'Space' is empty",
		advice: ['Choose a space from the list, or enter its ID'],
	},
	{
		name: 'name-taken',
		parameters: { options: { conflictStrategy: 'RETURN_ERROR_IF_EXISTS', fileName: 'taken.bin' } },
		message: 'The name is already taken in the folder',
		advice: ["'Rename Automatically' keeps both"],
	},
	{
		name: 'name-not-allowed',
		parameters: { options: { fileName: 'a/b.bin' } },
		message: "'File Name' must not contain the character /",
		advice: ["Set another name in the option 'File Name'"],
	},
	{
		name: 'space-full',
		parameters: { spaceId: byId(FULL_SPACE.id) },
		message: 'There is not enough free capacity for the file',
		advice: ['more capacity (容量)'],
	},
	{
		name: 'quota-spent',
		parameters: {},
		fault: { kind: 'return', code: 'Forbidden.AccessDenied.ApiCountLimitForOrg', operation: 'init' },
		message: "The organization's monthly DingTalk API quota is used up",
		advice: ['The quota begins anew with the next month'],
	},
	{
		name: 'host-unreachable',
		parameters: {},
		// Nothing listens on the discard port.
		credential: { apiBaseUrl: 'http://127.0.0.1:9' },
		message: 'The DingTalk host could not be reached',
		advice: ["Check 'Host' of the credential", '127.0.0.1'],
	},
	{
		name: 'part-not-stored',
		parameters: { options: { maxAttempts: 1 } },
		fault: { kind: 'return', status: 500, operation: 'put', count: 9 },
		message: 'A part of the file could not be stored',
		advice: ['*.trans.dingtalk.com'],
	},
	{
		name: 'unknown-operator',
		parameters: { unionId: { __rl: true, mode: 'userId', value: 'nobody' } },
		message: 'DingTalk does not find the user',
		advice: ["Check 'Operator'"],
	},
	{
		name: 'path-blocked',
		parameters: { parentId: { __rl: true, mode: 'path', value: '/taken.bin/2026' } },
		message: 'A file stands where the path needs a folder',
		advice: ['Choose another path for the folder'],
	},
	{
		name: 'unknown-file',
		parameters: { operation: 'get', fileId: byId('404') },
		message: 'DingTalk does not find the file',
		advice: ["Check 'File'"],
	},
];

let lab: EditorLab;
beforeAll(async () => {
	lab = await EditorLab.open({ height: 720 }, { spaces: [...DEMO_SPACES, FULL_SPACE] });
	const file = await makeFile('errors/taken.bin', 3000);
	const taken = await lab.n8n.run(manualTrigger(), readFiles(file), lab.n8n.uploadNode());
	expect(taken.status).toBe('success');
	const nodes: INode[] = [];
	for (const { name, parameters, credential } of CASES) {
		const node = lab.n8n.uploadNode(parameters);
		const credentials = credential && (await lab.credentialWith(credential));
		nodes.push({ ...node, name, ...(credentials && { credentials }) });
	}
	await lab.openFan('Errors', file, nodes);
});
afterAll(async () => await lab.close());
afterEach(async () => {
	lab.n8n.emulator.faults.clear();
	await lab.editor.node.close();
});

test.each(CASES)('$name', async ({ name, fault, missingScope, message, advice }) => {
	const { editor, n8n } = lab;
	const { emulator } = n8n;
	if (fault) emulator.faults.add(fault);
	if (missingScope) emulator.revokeScope(DEMO.clientId, missingScope);
	emulator.expireTokens();

	const node = await editor.openNode(name);
	await node.executeStep();
	await node.errorMessage.waitFor();
	await editor.dismissMessage('Problem in node');
	await takePicture(`error-${name}`, node.output);
	expect(await cutOffTexts(node.output)).toEqual([]);
	expect(await node.errorMessage.innerText()).toBe(message);
	for (const words of advice) expect(await node.errorDescription.innerText()).toContain(words);

	if (missingScope) emulator.grantScope(DEMO.clientId, missingScope);
});
