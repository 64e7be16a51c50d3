import type { INodeParameters } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { manualTrigger } from '../../scripts/lib/workflow.cjs';
import { openChoices } from './support/editor/choices';
import { EditorLab } from './support/editor/editor-lab';
import { cutOffTexts } from './support/editor/legibility';
import { takePicture } from './support/editor/picture';

/** Too low for any of the forms, which make it as high as they need. */
const SCREEN = { width: 1280, height: 480 };

const HEAD = ['Credential', 'Resource', 'Operation'];
const TARGET = ['Upload To', 'Space', 'Folder'];
const TO_COMMIT = ['File Name', 'File Size (Bytes)'];
const LIST = ['Space', 'Folder', 'Return All', 'Limit', 'Operator', 'Simplify'];

/** As they stand in the menu of Add option. */
const UPLOAD_OPTIONS = {
	'Conflict Strategy': { conflictStrategy: 'AUTO_RENAME' },
	'File Name': { fileName: '' },
	'Max Attempts per Part': { maxAttempts: 8 },
	'Max Concurrent Parts': { maxConcurrentParts: 4 },
	'Part Size (MB)': { partSizeMb: 16 },
	'Prefer Intranet': { preferIntranet: false },
	'Prefer Region': { preferRegion: '' },
	'Resume From': { resumeFrom: '' },
	'Stall Timeout (Seconds)': { stallTimeoutSeconds: 60 },
	'Upload Method': { uploadMethod: 'multipart' },
	'Verify Parts': { verifyParts: true },
};

interface Form {
	/** Of the node. */
	readonly name: string;
	readonly parameters: INodeParameters;
	/** After those that all forms have. */
	readonly labels: readonly string[];
}

const file = (name: string, operation: string, labels: string[], more: INodeParameters = {}): Form => ({
	name,
	parameters: { resource: 'file', operation, ...more },
	labels,
});
const folder = (name: string, operation: string, labels: string[]): Form => ({
	name,
	parameters: { resource: 'folder', operation },
	labels,
});

const UPLOAD = ['Input Data Field Name', 'Operator', 'Simplify', 'Options'];

const FORMS: readonly Form[] = [
	file('Upload file', 'upload', [...TARGET, ...UPLOAD]),
	file('Upload file with all options', 'upload', [...TARGET, ...UPLOAD, ...Object.keys(UPLOAD_OPTIONS)], {
		options: Object.assign({}, ...Object.values(UPLOAD_OPTIONS)),
	}),
	file('Upload file for approval', 'upload', ['Upload To', ...UPLOAD], { target: 'approvalSpace' }),
	file('Start multipart upload', 'startMultipartUpload', [...TARGET, ...TO_COMMIT, 'Operator', 'Options']),
	file('Get part upload infos', 'getPartUploadInfos', ['Upload Key', 'Part Numbers', 'Operator', 'Options']),
	file('Commit file', 'commit', [...TARGET, 'Upload Key', ...TO_COMMIT, 'Operator', 'Simplify', 'Options']),
	file('Get file', 'get', ['Space', 'File', 'Operator', 'Simplify']),
	file('Get many files', 'getAll', LIST),
	file('Get download info', 'getDownloadInfo', ['Space', 'File', 'Operator', 'Options']),
	file('Delete file', 'delete', ['Space', 'File', 'Operator', 'Options']),
	folder('Create folder', 'create', [
		'Space',
		'Parent Folder',
		'Folder Name',
		'Operator',
		'Simplify',
		'Options',
	]),
	folder('Get many folders', 'getAll', LIST),
	{
		name: 'Get many spaces',
		parameters: { resource: 'space', operation: 'getAll' },
		labels: ['Return All', 'Limit', 'Operator'],
	},
];

let lab: EditorLab;
beforeAll(async () => {
	lab = await EditorLab.open(SCREEN);
	const spaceId = { __rl: true, mode: 'list', value: DEMO.spaceId, cachedResultName: DEMO.spaceName };
	const nodes = FORMS.map(({ name, parameters }) => ({
		...lab.n8n.node({ spaceId, ...parameters }),
		name,
	}));
	await lab.openChain('All forms', manualTrigger(), ...nodes);
});
afterAll(async () => await lab.close());
afterEach(async () => {
	await lab.editor.node.close();
	await lab.editor.resize(SCREEN.width, SCREEN.height);
});

test.each(FORMS)(
	'the form of $name asks for what it needs, from broad to narrow',
	async ({ name, labels }) => {
		const node = await lab.editor.openNode(name);
		await node.showWholeForm();
		await takePicture(`form-${name.toLowerCase().replaceAll(' ', '-')}`, node.column);
		expect(await node.labels()).toEqual([...HEAD, ...labels]);
		expect(await cutOffTexts(node.column)).toEqual([]);
		expect(await node.form.innerText()).toContain("Leave it empty to use the credential's operator");
	},
);

describe('the choices', () => {
	const names = async (field: string) => {
		const choices = await openChoices(lab.editor.node.field(field));
		await choices.first().scrollIntoViewIfNeeded();
		return await choices.locator('.option-headline').allInnerTexts();
	};

	test('of the operation', async () => {
		await lab.editor.resize(SCREEN.width, 800);
		await lab.editor.openNode('Upload file');
		expect(await names('operation')).toEqual([
			'Commit File',
			'Delete',
			'Get',
			'Get Download Info',
			'Get Many',
			'Get Part Upload Infos',
			'Start Multipart Upload',
			'Upload File',
		]);
		await takePicture('choices-operation', lab.editor.all);
	});

	test('of the conflict strategy', async () => {
		await lab.editor.resize(SCREEN.width, 1200);
		await lab.editor.openNode('Upload file with all options');
		expect(await names('conflictStrategy')).toEqual([
			'Fail',
			'Keep Existing',
			'Rename Automatically',
			'Replace',
		]);
		await takePicture('choices-conflict-strategy', lab.editor.all);
	});
});

test('a part may be smaller than a megabyte', async () => {
	const node = await lab.editor.openNode('Upload file with all options');
	const partSize = node.field('partSizeMb').locator('input');
	expect(await partSize.inputValue()).toBe('16');
	await partSize.fill('0.5');
	await partSize.blur();
	expect(await partSize.inputValue()).toBe('0.5');
});
