import type { FaultEffect } from '../../emulator';
import { createCommitLab } from '../support/commit-lab';
import { DEMO } from '../support/start-emulator';
import { uploadNode, useCoreLab } from './support/core-lab';

const BYTES = Buffer.from('hello');
const SAME_SIZE = Buffer.from('world');

const lab = useCoreLab();
afterEach(() => lab.emulator.faults.assertConsumed());

async function upload(conflictStrategy: string) {
	const data = { data: BYTES.toString('base64'), mimeType: 'text/plain', fileName: 'a.txt' };
	const node = uploadNode({ options: { conflictStrategy } });
	const { outputs, error } = await lab.n8n.run(node, [{ json: {}, binary: { data } }]);
	if (error) throw error;
	return outputs[0]?.[0]?.json;
}

const commits = () => lab.emulator.calls({ operation: 'commit' }).length;

test.each<[string, FaultEffect, number]>([
	['executed', { kind: 'response-lost' }, 1],
	['not executed', { kind: 'reset-before-response' }, 2],
])(
	"Replace, %s: DingTalk's clock tells the file of a minute ago from the new version",
	async (_, fault, sent) => {
		const other = createCommitLab(lab.emulator);
		await (await other.store(SAME_SIZE, { fileName: 'a.txt' })).commit();
		await other.close();
		lab.emulator.advanceClock(60_000);
		const before = commits();

		lab.emulator.faults.add({ ...fault, operation: 'commit' });
		expect(await upload('OVERWRITE')).toMatchObject({ fileName: 'a.txt', version: 2 });
		const [file] = lab.emulator.files();
		expect(await lab.emulator.readFile(file?.id ?? '')).toEqual(BYTES);
		expect(commits() - before).toBe(sent);
	},
);

test('a used up key and no file: the advice is not to go on, but to start again', async () => {
	lab.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
	lab.emulator.faults.add({ kind: 'omit-newest', operation: 'listDentries', count: 4 });
	await expect(upload('AUTO_RENAME')).rejects.toMatchObject({
		message: 'It is unclear whether DingTalk created the file',
		description: expect.stringMatching(/Look for the file 'a\.txt'.*upload it again from the start/s),
		context: {
			data: {
				code: 'COMMIT_UNCERTAIN',
				spaceId: DEMO.spaceId,
				parentId: '0',
				fileName: 'a.txt',
				sizeBytes: BYTES.length,
				conflictStrategy: 'AUTO_RENAME',
				unclearSinceMs: expect.any(Number),
			},
		},
	});
});

test('a file of another size is named, so that it can be deleted', async () => {
	const dentry = { id: '222892787485', spaceId: DEMO.spaceId, name: 'a.txt', size: 4 };
	lab.emulator.faults.add({
		kind: 'return',
		operation: 'commit',
		status: 200,
		body: JSON.stringify({ dentry }),
	});
	await expect(upload('AUTO_RENAME')).rejects.toMatchObject({
		message: 'The file that DingTalk created does not have the size that was sent',
		description: expect.stringContaining('ID: 222892787485'),
	});
	expect(commits()).toBe(1);
});
