import * as fc from 'fast-check';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { byId, byPath } from '../support/locators';
import { useCoreLab } from './support/core-lab';
import { itemWith, operationNode } from './support/operation-nodes';
import {
	expression,
	field,
	locate,
	located,
	NO_FLAG,
	NO_TEXT,
	NO_WHOLE_NUMBER,
	NOTHING,
	option,
	UNFORESEEN,
	type UnfitFor,
} from './support/unfit-values';

const lab = useCoreLab();

const item: INodeExecutionData = {
	...itemWith('a.txt'),
	json: { nested: { list: [1, { two: 2 }] }, nothing: null },
};

/** All odd values are tried with Upload File; where other operations read the same field, some of them do. */
const SOME = ['true', '1e300', '({})', '["a"]', '({ toString: null })', '"\\ud83d"'];
const SOME_FLAGS = ['({})', '[]', '"yes"', '1'];

const SPACE = located('spaceId', 'Space', SOME);
const FOLDER = located('parentId', 'Folder', SOME);
/** Nothing is no path: it must not stand for the root folder. */
const FOLDER_BY_PATH = located(
	'parentId',
	'Folder',
	[...SOME, ...NOTHING, '"/a*b"', '"/a./b"', '"\\ud83d/x"'],
	'path',
);
const FILE = located('fileId', 'File');
const OPERATOR = located('unionId', 'Operator', SOME, 'userId');
const TARGET = field('target', 'Upload To', [...SOME, '"elsewhere"']);
const SIMPLIFY = field('simplify', 'Simplify', SOME_FLAGS);
const BAD_NAMES = ['"a/b"', '"a."', '"\\t."', '"\\u0000"', '"x".repeat(256)', '"."', '".."'];
const FILE_NAME = field('fileName', 'File Name', [...NO_TEXT, ...BAD_NAMES]);
const FILE_SIZE = field('fileSize', 'File Size (Bytes)', [
	...NO_WHOLE_NUMBER.filter((code) => code !== '0'),
	'2 ** 53',
	'"0.5"',
]);
const CONFLICT = option('conflictStrategy', 'Conflict Strategy', [...SOME, '"overwrite"']);

interface FuzzedOperation {
	readonly name: string;
	/** With which it does what it is for, or fails at DingTalk. */
	readonly parameters: INodeParameters;
	readonly fields: readonly UnfitFor[];
}

const MANY: readonly UnfitFor[] = [
	field('returnAll', 'Return All', NO_FLAG),
	field('limit', 'Limit', NO_WHOLE_NUMBER),
	OPERATOR,
];

const OPERATIONS: readonly FuzzedOperation[] = [
	{
		name: 'file:commit',
		parameters: { parentId: byId('0'), uploadKey: 'key', fileName: 'a.txt', fileSize: 5 },
		fields: [
			TARGET,
			SPACE,
			FOLDER,
			FOLDER_BY_PATH,
			field('uploadKey', 'Upload Key', NO_TEXT),
			FILE_NAME,
			FILE_SIZE,
			OPERATOR,
			SIMPLIFY,
			CONFLICT,
		],
	},
	{
		name: 'file:delete',
		parameters: { fileId: byId('1') },
		fields: [SPACE, FILE, OPERATOR, option('toRecycleBin', 'Move to Recycle Bin', NO_FLAG)],
	},
	{ name: 'file:get', parameters: { fileId: byId('1') }, fields: [SPACE, FILE, OPERATOR, SIMPLIFY] },
	{
		name: 'file:getDownloadInfo',
		parameters: { fileId: byId('1') },
		fields: [SPACE, FILE, OPERATOR, option('preferIntranet', 'Prefer Intranet', SOME_FLAGS)],
	},
	{
		name: 'file:getAll',
		parameters: { parentId: byId('0') },
		fields: [SPACE, FOLDER, FOLDER_BY_PATH, ...MANY, SIMPLIFY],
	},
	{
		name: 'file:startMultipartUpload',
		parameters: { parentId: byId('0'), fileName: 'a.txt', fileSize: 5 },
		fields: [
			TARGET,
			SPACE,
			FOLDER,
			FOLDER_BY_PATH,
			FILE_NAME,
			FILE_SIZE,
			OPERATOR,
			option('preferRegion', 'Prefer Region', [...SOME, '"MARS"']),
		],
	},
	{
		name: 'folder:create',
		parameters: { parentId: byId('0'), folderName: 'New' },
		fields: [
			SPACE,
			{ ...FOLDER, label: 'Parent Folder' },
			{ ...FOLDER_BY_PATH, label: 'Parent Folder' },
			field('folderName', 'Folder Name', [...NO_TEXT, ...BAD_NAMES]),
			OPERATOR,
			SIMPLIFY,
			CONFLICT,
		],
	},
	{
		name: 'folder:getAll',
		parameters: { parentId: byPath('/Backups') },
		fields: [SPACE, FOLDER, FOLDER_BY_PATH, ...MANY, SIMPLIFY],
	},
	{ name: 'space:getAll', parameters: {}, fields: MANY },
];

function nodeOf({ name, parameters }: FuzzedOperation, more: INodeParameters): INode {
	const [resource = '', operation = ''] = name.split(':');
	return operationNode(resource, operation, { ...parameters, ...more });
}

describe.each(OPERATIONS)('$name', (operation) => {
	const cases = operation.fields.flatMap(({ label, set, unfit }) =>
		unfit.map((code) => ({ label, code, parameters: set(expression(code)) })),
	);

	it.each(cases)("'$label' that is $code is refused by its name, and nothing is sent", async (each) => {
		const { status, error } = await lab.n8n.run(nodeOf(operation, each.parameters), [item]);
		expect(status).toBe('error');
		expect(error?.message).toContain(`'${each.label}'`);
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(error?.description?.length).toBeLessThan(500);
		expect(lab.emulator.calls()).toEqual([]);
	});

	it('any mixture of values ends well, or with an error that was foreseen', async () => {
		const code = fc.oneof(
			fc.constantFrom(...NOTHING, ...NO_TEXT, ...NO_FLAG, '"3"', '3', `"${DEMO.spaceId}"`, '"/x"'),
			fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
			fc.json().map((json) => `(${json})`),
		);
		const mixture = fc.tuple(
			...operation.fields.map(({ set }) =>
				fc.option(
					code.map((each) => set(expression(each))),
					{ nil: {}, freq: 2 },
				),
			),
		);
		const property = fc.asyncProperty(mixture, async (made) => {
			// The options of all of them together, and of a field that is there twice the last.
			const options = Object.assign({}, ...(made as INodeParameters[]).map((each) => each['options'] ?? {}));
			const node = nodeOf(operation, { ...Object.assign({}, ...made), options });
			const { status, error } = await lab.n8n.run(node, [item]);
			if (status === 'success') return;
			expect(error?.message).not.toBe(UNFORESEEN);
			expect(error?.message).not.toMatch(/undefined|\[object/);
			expect(['NodeOperationError', 'NodeApiError', 'ExpressionError']).toContain(error?.name);
		});
		await fc.assert(property, { numRuns: 30 });
	});
});

it.each(NOTHING)('%s leaves every optional field at its default', async (code) => {
	const isOptional = ({ label, set }: UnfitFor) =>
		set !== FOLDER_BY_PATH.set &&
		!['Space', 'File', 'Upload Key', 'File Name', 'File Size (Bytes)', 'Folder Name'].includes(label);
	for (const operation of OPERATIONS) {
		const plain = await lab.n8n.run(nodeOf(operation, {}), [item]);
		for (const { set } of operation.fields.filter(isOptional)) {
			const { error } = await lab.n8n.run(nodeOf(operation, set(expression(code))), [item]);
			expect(error?.message).toBe(plain.error?.message);
		}
	}
});

it('a mode that nobody knows is read as an ID', async () => {
	const parentId = locate('somewhere', DEMO.folders.backups);
	const { status } = await lab.n8n.run(operationNode('file', 'getAll', { parentId }), [item]);
	expect(status).toBe('success');
});
