import type { INodeParameters } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { byId } from '../support/locators';
import { uploadNode, useCoreLab } from './support/core-lab';

const lab = useCoreLab();

const item = (fileName = 'a.txt') => ({
	json: {},
	binary: { data: { data: Buffer.from('hello').toString('base64'), mimeType: 'text/plain', fileName } },
});

/** What is wrong, and the words by which the user finds the place. */
const CASES: ReadonlyArray<readonly [string, INodeParameters, message: string]> = [
	['no such field', { binaryPropertyName: 'other' }, "'Input Data Field Name' names no file of this item"],
	['no space', { spaceId: byId('={{ "" }}') }, "'Space' is empty"],
	['a tab in the name', { options: { fileName: 'a\tb.txt' } }, "'File Name' must not contain a tab"],
	['a bar in the name', { options: { fileName: 'a|b.txt' } }, "'File Name' must not contain the character |"],
	[
		'a slash in the name',
		{ options: { fileName: 'a/b.txt' } },
		"'File Name' must not contain the character /",
	],
	[
		'a control character in the name',
		{ options: { fileName: 'a\u0001b.txt' } },
		"'File Name' must not contain the control character U+0001",
	],
	['a dot at the end', { options: { fileName: 'report.' } }, "'File Name' must not end with a dot (.)"],
	['blanks for a name', { options: { fileName: '   ' } }, "'File Name' is empty"],
	['a long name', { options: { fileName: '文'.repeat(90) } }, "'File Name' is 270 bytes long in UTF-8"],
	[
		'parts that are too small',
		{ options: { partSizeMb: 0.05 } },
		"'Part Size (MB)' must be a number from 0.1",
	],
	[
		'parts that are too large',
		{ options: { partSizeMb: 5121 } },
		"'Part Size (MB)' must be a number from 0.1",
	],
	['a part size in words', { options: { partSizeMb: '={{ "x" }}' } }, "'Part Size (MB)' must be a number"],
	[
		'no lanes',
		{ options: { maxConcurrentParts: 0 } },
		"'Max Concurrent Parts' must be a whole number from 1",
	],
	['half a lane', { options: { maxConcurrentParts: 1.5 } }, "'Max Concurrent Parts' must be a whole number"],
	['no attempts', { options: { maxAttempts: 0 } }, "'Max Attempts per Part' must be a whole number from 1"],
	[
		'no patience',
		{ options: { stallTimeoutSeconds: 0 } },
		"'Stall Timeout (Seconds)' must be a number from 1 to 3600",
	],
];

test.each(CASES)('%s is named, and nothing is sent', async (_, parameters, message) => {
	const { status, error } = await lab.n8n.run(uploadNode(parameters), [item()]);
	expect(status).toBe('error');
	expect(error?.message).toContain(message);
	expect(error?.description).toBeTruthy();
	expect(error).toMatchObject({ context: { itemIndex: 0 } });
	expect(lab.emulator.calls()).toEqual([]);
});

test('a part size that cuts the file into more than 10,000 parts is named, with one that does not', async () => {
	const sizeBytes = 2 * 1024 ** 3;
	const data = {
		...item().binary.data,
		data: 'filesystem-v2',
		id: 'filesystem-v2:nowhere',
		bytes: sizeBytes,
	};
	const node = uploadNode({ options: { partSizeMb: 0.1 } });
	const { error } = await lab.n8n.run(node, [{ json: {}, binary: { data } }]);
	expect(error?.message).toBe("'Part Size (MB)' does not suit the file");
	expect(error?.description).toContain('10000');
	expect(lab.emulator.calls()).toEqual([]);
});

test.each<[string, INodeParameters, string, string]>([
	['an unknown space', { spaceId: byId('1') }, 'DingTalk does not find the space', 'spaceNotExist'],
	['an unknown folder', { parentId: byId('1') }, 'DingTalk does not find the folder', 'dentryNotExist'],
	[
		'a user who may not write',
		{ unionId: DEMO.readerUnionId },
		'The user has no permission to do this in the space',
		'permissionDenied',
	],
])('%s is found out before any byte is sent', async (_, parameters, message, apiCode) => {
	const { error } = await lab.n8n.run(uploadNode(parameters), [item()]);
	expect(error?.message).toBe(message);
	expect(error?.description).toContain(apiCode);
	expect(lab.emulator.calls({ operation: 'put' })).toEqual([]);
});

test('an expression that does not work is told in the words of n8n', async () => {
	const node = uploadNode({ options: { fileName: "={{ $('Nowhere').item.json.name }}" } });
	const { error } = await lab.n8n.run(node, [item()]);
	expect(error?.name).toBe('ExpressionError');
	expect(lab.emulator.calls()).toEqual([]);
});

test('a file name that looks like a signal of n8n does not become one', async () => {
	const { status, error } = await lab.n8n.run(uploadNode(), [item('canceled ENOENT|.txt')]);
	expect(status).toBe('error');
	expect(error?.message).toBe("'File Name' must not contain the character |");
});
