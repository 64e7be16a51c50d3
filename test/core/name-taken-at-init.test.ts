import type { INodeParameters } from 'n8n-workflow';
import { uploadNode, useCoreLab } from './support/core-lab';
import { itemWith, jsonOf, operationNode } from './support/operation-nodes';

/** DingTalk's documentation has the call that opens an upload look for a conflict of names; nobody has seen what it does then. */
const lab = useCoreLab({ emulator: { switches: { takenNameAtInit: 'reject' } } });

async function upload(options: INodeParameters) {
	const [json] = await jsonOf(lab, uploadNode({ options }), [itemWith('a.txt')]);
	return json;
}

const names = () => lab.emulator.files().map(({ name }) => name);

describe.each(['multipart', 'automatic'])(
	'where DingTalk refuses to open an upload under a taken name: %s',
	(uploadMethod) => {
		beforeEach(async () => {
			await upload({ uploadMethod });
		});

		test('Rename Automatically renames all the same, for one more call', async () => {
			expect(await upload({ uploadMethod })).toMatchObject({ fileName: 'a(1).txt', wasRenamed: true });
			expect(names()).toEqual(['a.txt', 'a(1).txt']);
		});

		test('Replace replaces all the same', async () => {
			expect(await upload({ uploadMethod, conflictStrategy: 'OVERWRITE' })).toMatchObject({ version: 2 });
			expect(names()).toEqual(['a.txt']);
		});

		test('Keep Existing answers the file that is there', async () => {
			const { id } = lab.emulator.files()[0] ?? {};
			const kept = await upload({ uploadMethod, conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' });
			expect(kept).toMatchObject({ fileId: id });
		});

		test('Fail fails before a byte is sent', async () => {
			const putsBefore = lab.emulator.calls({ operation: 'put' }).length;
			await expect(
				upload({ uploadMethod, conflictStrategy: 'RETURN_ERROR_IF_EXISTS' }),
			).rejects.toMatchObject({
				message: 'The name is already taken in the folder',
			});
			expect(lab.emulator.calls({ operation: 'put' })).toHaveLength(putsBefore);
		});
	},
);

test('Start Multipart Upload leaves it to the commit what becomes of a taken name', async () => {
	await upload({});
	const file = { parentId: { __rl: true, mode: 'id', value: '0' }, fileName: 'a.txt', fileSize: 5 };
	const [started] = await jsonOf(lab, operationNode('file', 'startMultipartUpload', file));
	expect(started).toMatchObject({ uploadKey: expect.any(String), fileName: 'a.txt' });
});
