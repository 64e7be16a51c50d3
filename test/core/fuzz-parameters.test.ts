import * as fc from 'fast-check';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { dingTalk } from '../../scripts/lib/workflow.cjs';
import { CREDENTIAL } from '../support/emulator-credential';
import { uploadNode, useCoreLab } from './support/core-lab';
import {
	expression,
	field,
	locate,
	located,
	NO_FLAG,
	NO_NUMBER,
	NO_TEXT,
	NO_WHOLE_NUMBER,
	NOTHING,
	option,
	UNFORESEEN,
	type UnfitFor,
} from './support/unfit-values';

const byId = (value: unknown) => locate('id', value);

const lab = useCoreLab();

const CONTENT = Buffer.from('hello');
const item: INodeExecutionData = {
	json: { nested: { list: [1, { two: 2 }] }, nothing: null, id: 9303849501 },
	binary: { data: { data: CONTENT.toString('base64'), mimeType: 'text/plain', fileName: 'a.txt' } },
};

const UNFIT_PATHS = [...NO_TEXT, ...NOTHING, '"/a*b"', '"/a/b|"', '"/a\\u0000"', '"/a./b"'];

const REQUIRED_PARAMETERS: readonly UnfitFor[] = [
	located('spaceId', 'Space', [...NO_TEXT, ...NOTHING]),
	located('parentId', 'Folder', UNFIT_PATHS, 'path'),
];

const OPTIONAL_PARAMETERS: readonly UnfitFor[] = [
	field('target', 'Upload To', [...NO_TEXT, '"elsewhere"', '1']),
	located('parentId', 'Folder'),
	field('unionId', 'Operator', NO_TEXT),
	located('unionId', 'Operator', NO_TEXT, 'userId'),
	located('unionId', 'Operator', NO_TEXT, 'mobile'),
	option('fileName', 'File Name', NO_TEXT),
	option('conflictStrategy', 'Conflict Strategy', [...NO_TEXT, '"overwrite"', '1']),
	option('preferRegion', 'Prefer Region', [...NO_TEXT, '"MARS"', '1']),
	option('preferIntranet', 'Prefer Intranet', NO_FLAG),
	option('resumeFrom', 'Resume From', [...NO_TEXT, '"nonsense"', '"{}"', '0']),
	option('uploadMethod', 'Upload Method', [...NO_TEXT, '"single"', '1']),
	option('verifyParts', 'Verify Parts', NO_FLAG),
	option('partSizeMb', 'Part Size (MB)', NO_NUMBER),
	option('maxConcurrentParts', 'Max Concurrent Parts', [...NO_WHOLE_NUMBER, '65']),
	option('maxAttempts', 'Max Attempts per Part', [...NO_WHOLE_NUMBER, '101']),
	option('stallTimeoutSeconds', 'Stall Timeout (Seconds)', [...NO_NUMBER, '3601']),
	field('simplify', 'Simplify', NO_FLAG),
];

const infosNode = (parameters: INodeParameters): INode =>
	dingTalk(CREDENTIAL, {
		resource: 'file',
		operation: 'getPartUploadInfos',
		uploadKey: 'key',
		partNumbers: '1',
		...parameters,
	});

const INFOS_PARAMETERS: readonly UnfitFor[] = [
	field('uploadKey', 'Upload Key', NO_TEXT),
	field('unionId', 'Operator', NO_TEXT),
	field('partNumbers', 'Part Numbers', [
		...NO_TEXT.filter((code) => code !== '[1]'),
		'-1',
		'0',
		'"1-999999999999"',
		'"1--2"',
		'"½"',
	]),
	option('preferIntranet', 'Prefer Intranet', NO_FLAG),
];

async function expectNamed(node: INode, label: string): Promise<void> {
	const { status, error } = await lab.n8n.run(node, [item]);
	expect(status).toBe('error');
	expect(error?.message).toContain(`'${label}'`);
	expect(error?.name).toBe('NodeOperationError');
	expect(error).toMatchObject({ context: { itemIndex: 0 } });
	expect(error?.description?.length).toBeLessThan(500);
	expect(lab.emulator.calls()).toEqual([]);
}

describe.each([...REQUIRED_PARAMETERS, ...OPTIONAL_PARAMETERS])(
	"Upload File: '$label'",
	({ label, set, unfit }) => {
		it.each(unfit)('%s is refused by the name of the field, and nothing is sent', async (code) => {
			await expectNamed(uploadNode(set(expression(code))), label);
		});
	},
);

describe.each(INFOS_PARAMETERS)("Get Part Upload Infos: '$label'", ({ label, set, unfit }) => {
	it.each(unfit)('%s is refused by the name of the field, and nothing is sent', async (code) => {
		await expectNamed(infosNode(set(expression(code))), label);
	});
});

it.each(NOTHING)('%s leaves every optional field at its default', async (code) => {
	for (const { set } of OPTIONAL_PARAMETERS) {
		lab.emulator.reset();
		const { status, error } = await lab.n8n.run(uploadNode(set(expression(code))), [item]);
		expect(error?.message).toBeUndefined();
		expect(status).toBe('success');
		expect(lab.emulator.files()).toMatchObject([{ name: 'a.txt', sizeBytes: CONTENT.length }]);
	}
});

it.each([expression('$json.id'), Number(DEMO.spaceId), ` ${DEMO.spaceId} `])(
	'%s names the space',
	async (value) => {
		const { status } = await lab.n8n.run(uploadNode({ spaceId: byId(value) }), [item]);
		expect(status).toBe('success');
	},
);

it('an expression that yields a function is explained in the words of n8n', async () => {
	const { error } = await lab.n8n.run(uploadNode({ unionId: expression('(() => 1)') }), [item]);
	expect(error?.description).toContain('this is a function');
	expect(lab.emulator.calls()).toEqual([]);
});

it.each([
	'({})',
	'null',
	'[]',
	'NaN',
	'({ data: 5, mimeType: "x" })',
	'({ data: null, mimeType: "x", id: 7 })',
	'({ data: "filesystem-v2", mimeType: "x", id: "filesystem-v2:../../../../etc/passwd" })',
	'({ data: "filesystem-v2", mimeType: "x", id: "filesystem-v2:nowhere", bytes: -1 })',
	'({ data: "filesystem-v2", mimeType: "x", id: "nonsense", bytes: "5" })',
	'({ data: "aGVsbG8=", mimeType: "x", fileName: {} })',
	'({ data: "aGVsbG8=", mimeType: "x", fileExtension: [1] })',
])('%s as the file is refused with an error that was foreseen', async (code) => {
	const node = uploadNode({ binaryPropertyName: expression(code) });
	const { status, error } = await lab.n8n.run(node, [item]);
	expect(status).toBe('error');
	expect(error?.message).not.toBe(UNFORESEEN);
	expect(['NodeOperationError', 'NodeApiError']).toContain(error?.name);
	expect(lab.emulator.files()).toEqual([]);
});

it('any mixture of values ends as one whole file, or as an error that was foreseen', async () => {
	const code = fc.oneof(
		fc.constantFrom(...NOTHING, ...NO_TEXT, ...NO_NUMBER, ...NO_FLAG, '"0.2"', '3', '"OVERWRITE"'),
		fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
		fc.json().map((json) => `(${json})`),
	);
	const value = fc.oneof({ weight: 3, arbitrary: code.map(expression) }, fc.jsonValue());
	const names = [
		'fileName',
		'conflictStrategy',
		'preferRegion',
		'preferIntranet',
		'verifyParts',
		'partSizeMb',
		'resumeFrom',
		'uploadMethod',
	];
	// A literal that is none, n8n refuses itself before the node runs.
	const inSpace = code.map(expression).map(byId);
	const mode = fc.constantFrom('userId', 'unionId', 'mobile', 'id');
	const parameters = fc.record(
		{
			target: fc.oneof({ weight: 9, arbitrary: fc.constant('folder') }, code.map(expression)),
			spaceId: fc.oneof({ weight: 9, arbitrary: fc.constant(byId(DEMO.spaceId)) }, inSpace),
			parentId: fc.oneof(
				{ weight: 9, arbitrary: fc.constant(byId('0')) },
				inSpace,
				code.map((path) => locate('path', expression(path))),
			),
			unionId: fc.oneof(
				value,
				fc.tuple(mode, code).map(([of, id]) => locate(of, expression(id))),
			),
			simplify: value,
			options: fc.oneof(
				{ weight: 9, arbitrary: fc.dictionary(fc.constantFrom(...names, 'nonsense', '__proto__'), value) },
				value,
			),
		},
		{ requiredKeys: ['spaceId', 'parentId'] },
	);
	const property = fc.asyncProperty(parameters, async (made) => {
		lab.emulator.reset();
		const { status, error } = await lab.n8n.run(uploadNode(made as INodeParameters), [item]);
		const files = lab.emulator.files();
		if (status === 'success') {
			expect(files).toMatchObject([{ sizeBytes: CONTENT.length }]);
			return;
		}
		expect(files).toEqual([]);
		expect(error?.message).not.toBe(UNFORESEEN);
		expect(error?.message).not.toMatch(/undefined|\[object/);
		expect(['NodeOperationError', 'NodeApiError', 'ExpressionError']).toContain(error?.name);
	});
	await fc.assert(property, { numRuns: 150 });
});
