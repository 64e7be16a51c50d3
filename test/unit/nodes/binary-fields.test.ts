import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { getBinary, listBinaryFields } from '../../../nodes/DingTalkStorage/binary/binary-fields';

const file = (fileName: string): IBinaryData => ({ data: '', mimeType: 'text/plain', fileName });
const FILES = { data: file('a'), image: file('b'), 'a, b': file('c') };

function fieldsOf(
	value: unknown,
	item: INodeExecutionData = { json: {}, binary: FILES },
	type = 'dingTalkStorage',
) {
	const functions = {
		getInputData: () => [{ json: {} }, item],
		getNode: () => ({ name: 'DingTalk Storage', type }),
	} as unknown as IExecuteFunctions;
	return listBinaryFields(functions, 1, value);
}

test.each<[unknown, unknown[]]>([
	['data', [FILES.data]],
	['data, image', [FILES.data, FILES.image]],
	['image,data,', [FILES.image, FILES.data]],
	['a, b', [FILES['a, b']]],
	['*', [FILES.data, FILES.image, FILES['a, b']]],
	['data, data', [FILES.data]],
	// n8n may know what we do not.
	['elsewhere', ['elsewhere']],
	['data, elsewhere', [FILES.data, 'elsewhere']],
	[FILES.image, [FILES.image]],
	[
		[FILES.image, FILES.data],
		[FILES.image, FILES.data],
	],
	[
		[FILES.image, 'data', FILES.image],
		[FILES.image, FILES.data],
	],
	[['data, image'], [FILES.data, FILES.image]],
	['constructor', ['constructor']],
	['__proto__', ['__proto__']],
])('%j stands for these files', (value, files) => {
	expect(fieldsOf(value)).toEqual(files);
});

test('two files that look the same are two', () => {
	const twins = [file('same'), file('same')];
	expect(fieldsOf(twins)).toHaveLength(2);
	expect(
		fieldsOf('*', { json: {}, binary: { one: twins[0] as IBinaryData, two: twins[1] as IBinaryData } }),
	).toHaveLength(2);
});

test('files that are kept with the data of the item are found', () => {
	const item = { json: { _files: FILES } } as unknown as INodeExecutionData;
	expect(fieldsOf('*', item)).toEqual(Object.values(FILES));
	expect(fieldsOf('image', item)).toEqual([FILES.image]);
});

test.each<[string, unknown, INodeExecutionData]>([
	['nothing but commas', ' ,, ', { json: {}, binary: FILES }],
	['an empty list', [], { json: {}, binary: FILES }],
	['* of an item without files', '*', { json: {} }],
	['* of an item with an empty binary', '*', { json: {}, binary: {} }],
	['* where the data only looks like it', '*', { json: { _files: 'x' } }],
])('%s names no file', (_, value, item) => {
	expect(() => fieldsOf(value, item)).toThrow("'Input Data Field Name' names no file of this item");
});

test.each([undefined, null, ''])('%j is empty', (value) => {
	expect(() => fieldsOf(value)).toThrow("'Input Data Field Name' is empty");
});

describe('as a tool', () => {
	const asTool = (value: unknown) => fieldsOf(value, undefined, 'dingTalkStorageTool');

	test('takes the binary object of an expression', () => {
		expect(asTool(FILES.data)).toEqual([FILES.data]);
	});

	test('says of a name that there is no item to look at', () => {
		expect(() => asTool('elsewhere')).toThrow(
			expect.objectContaining({ description: expect.stringContaining('A tool has no item with a file') }),
		);
	});
});

test('takes an object without its bytes, which n8n before 2.10 does not take for a file', () => {
	const assertBinaryData = () => {
		throw new Error('Provided parameter is not a string or binary data object.');
	};
	const functions = { helpers: { assertBinaryData } } as unknown as IExecuteFunctions;
	const ofExpression = {
		id: 'filesystem-v2:a',
		mimeType: 'text/plain',
		fileName: 'a',
	} as unknown as IBinaryData;
	expect(getBinary(functions, 0, ofExpression)).toBe(ofExpression);
});
