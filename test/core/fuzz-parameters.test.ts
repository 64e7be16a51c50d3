import * as fc from 'fast-check';
import type { INode, INodeExecutionData, INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { dingTalk } from '../../scripts/lib/workflow.cjs';
import { openCoreLab, uploadNode, type CoreLab } from '../support/core-lab';
import { CREDENTIAL } from '../support/emulator-credential';

/** What the node says of an error that nobody has foreseen. */
const UNFORESEEN = 'The node met something it does not know';

let lab: CoreLab;
beforeAll(async () => {
	lab = await openCoreLab();
});
afterAll(async () => await lab.close());
beforeEach(() => lab.emulator.reset());

const CONTENT = Buffer.from('hello');
const item: INodeExecutionData = {
	json: { nested: { list: [1, { two: 2 }] }, nothing: null, id: 9303849501 },
	binary: { data: { data: CONTENT.toString('base64'), mimeType: 'text/plain', fileName: 'a.txt' } },
};

/** Expressions by the type of what they yield. */
const NOTHING = ['null', 'undefined', '""', '$json.nowhere', '$json.nothing'];
const NO_TEXT = [
	'true',
	'false',
	'NaN',
	'Infinity',
	'-Infinity',
	'1e300',
	'1.5',
	'12345678901234567890',
	'({})',
	'[]',
	'[1]',
	'["a"]',
	'[[[]]]',
	'({ toString: null })',
	'({ __proto__: null })',
	'({ constructor: 1 })',
	'$json.nested',
	'$json.nested.list',
	'$binary.data',
	'new Date(0)',
	'new Date(NaN)',
	'/x/',
	'"\\ud83d"',
];
const NO_NUMBER = [...NO_TEXT.filter((code) => code !== '1.5'), '"x"', '"1,5"', '"1 MB"', '" "', '-1', '0'];
const NO_FLAG = [...NO_TEXT.filter((code) => !['true', 'false'].includes(code)), '"yes"', '0', '1', '"TRUE"'];

const expression = (code: string) => `={{ ${code} }}`;
const byId = (value: unknown) => ({ __rl: true, mode: 'id', value }) as unknown as NodeParameterValueType;
const option = (name: string) => (value: unknown) => ({ options: { [name]: value } }) as INodeParameters;

interface Parameter {
	readonly label: string;
	readonly set: (value: unknown) => INodeParameters;
	readonly unfit: readonly string[];
}

const UPLOAD_PARAMETERS: readonly Parameter[] = [
	{ label: 'Space', set: (value) => ({ spaceId: byId(value) }), unfit: NO_TEXT },
	{ label: 'Folder', set: (value) => ({ parentId: byId(value) }), unfit: NO_TEXT },
	{ label: 'Operator', set: (value) => ({ unionId: value }) as INodeParameters, unfit: NO_TEXT },
	{ label: 'File Name', set: option('fileName'), unfit: NO_TEXT },
	{ label: 'Conflict Strategy', set: option('conflictStrategy'), unfit: [...NO_TEXT, '"overwrite"', '1'] },
	{ label: 'Prefer Region', set: option('preferRegion'), unfit: [...NO_TEXT, '"MARS"', '1'] },
	{ label: 'Prefer Intranet', set: option('preferIntranet'), unfit: NO_FLAG },
	{ label: 'Verify Parts', set: option('verifyParts'), unfit: NO_FLAG },
	{ label: 'Part Size (MB)', set: option('partSizeMb'), unfit: NO_NUMBER },
	{ label: 'Max Concurrent Parts', set: option('maxConcurrentParts'), unfit: [...NO_NUMBER, '1.5', '65'] },
	{ label: 'Max Attempts per Part', set: option('maxAttempts'), unfit: [...NO_NUMBER, '1.5', '101'] },
	{ label: 'Stall Timeout (Seconds)', set: option('stallTimeoutSeconds'), unfit: [...NO_NUMBER, '3601'] },
	{ label: 'Simplify', set: (value) => ({ simplify: value }) as INodeParameters, unfit: NO_FLAG },
];

const infosNode = (parameters: INodeParameters): INode =>
	dingTalk(CREDENTIAL, {
		resource: 'file',
		operation: 'getPartUploadInfos',
		uploadKey: 'key',
		...parameters,
	});

const INFOS_PARAMETERS: readonly Parameter[] = [
	{
		label: 'Upload Key',
		set: (uploadKey) => ({ uploadKey, partNumbers: '1' }) as INodeParameters,
		unfit: NO_TEXT,
	},
	{ label: 'Operator', set: (unionId) => ({ unionId, partNumbers: '1' }) as INodeParameters, unfit: NO_TEXT },
	{
		label: 'Part Numbers',
		set: (partNumbers) => ({ partNumbers }) as INodeParameters,
		unfit: [...NO_TEXT.filter((code) => code !== '[1]'), '-1', '0', '"1-999999999999"', '"1--2"', '"½"'],
	},
	{
		label: 'Prefer Intranet',
		set: (preferIntranet) => ({ partNumbers: '1', options: { preferIntranet } }) as INodeParameters,
		unfit: NO_FLAG,
	},
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

describe.each(UPLOAD_PARAMETERS)("Upload File: '$label'", ({ label, set, unfit }) => {
	it.each(unfit)('%s is refused by the name of the field, and nothing is sent', async (code) => {
		await expectNamed(uploadNode(set(expression(code))), label);
	});
});

describe.each(INFOS_PARAMETERS)("Get Part Upload Infos: '$label'", ({ label, set, unfit }) => {
	it.each(unfit)('%s is refused by the name of the field, and nothing is sent', async (code) => {
		await expectNamed(infosNode(set(expression(code))), label);
	});
});

const OPTIONAL = UPLOAD_PARAMETERS.filter(({ label }) => label !== 'Space');

it.each(NOTHING)('%s leaves every optional field at its default', async (code) => {
	for (const { set } of OPTIONAL) {
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
	];
	// A literal that is none, n8n refuses itself before the node runs.
	const located = code.map(expression).map(byId);
	const parameters = fc.record(
		{
			spaceId: fc.oneof({ weight: 9, arbitrary: fc.constant(byId(DEMO.spaceId)) }, located),
			parentId: fc.oneof({ weight: 9, arbitrary: fc.constant(byId('0')) }, located),
			unionId: value,
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
