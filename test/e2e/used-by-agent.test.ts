import path from 'node:path';
import type { INode } from 'n8n-workflow';
import { sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { findLeaks } from '../support/find-leaks';
import { byId } from '../support/locators';
import { FILES_FOLDER } from './setup/session';
import { makeFile } from './support/make-file';
import { N8nLab } from './support/n8n-lab';
import type { Conversation, Turn } from './support/scripted-model';
import { secretsInUse } from './support/secrets-in-use';
import { since } from './support/since';
import { asTool, runAgent } from './support/tool-lab';

const SIZE_BYTES = 500_000;
/** Five parts, one at a time, so that the failure of one cuts no other short. */
const FIVE_PARTS = { partSizeMb: 0.1, maxConcurrentParts: 1, maxAttempts: 1 };

/** In a tool, `$('Read File').item` is the first item, whichever one the agent works on: files go by their name. */
const FILE_BY_NAME =
	"={{ $('Read File').all().find((item) => item.json.fileName === $fromAI('file', 'The name', 'string')).binary.data }}";

let lab: N8nLab;
beforeAll(async () => {
	lab = await N8nLab.open();
});
afterAll(async () => await lab.close());
beforeEach(() => lab.emulator.reset());

const upload = (parameters = {}, settings?: Partial<INode>) =>
	asTool(lab.uploadNode({ binaryPropertyName: FILE_BY_NAME, ...parameters }), 'Upload', settings);

/** Calls the tool so many times, each time for the file that it was asked for, and repeats what it has heard. */
const callTimes =
	(times: number) =>
	({ prompt, answers }: Conversation): Turn =>
		answers.length < times
			? { calls: [{ name: 'Upload', args: { file: prompt } }] }
			: { text: answers.join('\n') };

/** Files in a folder of their own, and what is to be stored of them. */
async function makeFiles(folder: string, ...names: string[]) {
	for (const name of names) await makeFile(`${folder}/${name}`, SIZE_BYTES);
	const digests = names.map(async (name) => await sha256(sampleStream(SIZE_BYTES, `${folder}/${name}`)));
	const expected = await Promise.all(digests.map(async (digest, index) => [names[index], await digest]));
	return { glob: path.join(FILES_FOLDER, folder, '*.bin'), expected };
}

const stored = () => lab.emulator.files().map(({ name, sha256: digest }) => [name, digest]);

since('1.123', it)('an agent uploads for each question the file that was asked for', async () => {
	const { glob, expected } = await makeFiles('asked-for', '1.bin', '2.bin', '3.bin');
	const run = await runAgent(lab, { files: glob, tool: upload(), takeTurn: callTimes(1) });

	expect(run.status).toBe('success');
	expect(stored()).toEqual(expected);
	const heard = run.outputs.map((output) => JSON.parse(output ?? '') as unknown);
	expect(heard).toEqual(lab.emulator.files().map(({ id }) => [expect.objectContaining({ fileId: id })]));
});

/** An agent of n8n 1 tells its model nothing of a tool that has failed, unless the tool's errors are continued with. */
const ifToldOfFailures = since('2.0', it);

ifToldOfFailures(
	'a model that hears of a failure and calls again sends only the parts that are missing',
	async () => {
		lab.emulator.faults.add({ operation: 'put', partNumber: 3, kind: 'return', status: 400 });
		const { glob, expected } = await makeFiles('twice', 'once.bin');
		const tool = upload({ options: FIVE_PARTS });
		const run = await runAgent(lab, { files: glob, tool, takeTurn: callTimes(2) });

		expect(run.status).toBe('success');
		const [first, second] = run.outputs[0]?.split('\n') ?? [];
		expect(first).toContain('A part of the file could not be stored');
		expect(first).toContain('Call this tool again');
		expect(second).toContain('/once.bin');
		const parts = lab.emulator.calls({ operation: 'put' }).map(({ partNumber }) => partNumber);
		expect(parts.toSorted()).toEqual([1, 2, 3, 3, 4, 5]);
		expect(stored()).toEqual(expected);
	},
);

ifToldOfFailures('a model that is handed nothing but the message reads in it what to do next', async () => {
	const { glob } = await makeFiles('unknown', 'once.bin');
	const tool = upload({ spaceId: byId('1') });
	const run = await runAgent(lab, { files: glob, tool, takeTurn: callTimes(1) });

	expect(run.outputs[0]).toContain('DingTalk does not find the space');
	expect(run.outputs[0]).toContain("Choose 'Space'");
	expect(run.outputs[0]).not.toContain('<a ');
});

since('1.123', it)('with On Error: Continue the model is told what to do next, and no secret', async () => {
	const { glob } = await makeFiles('nowhere', 'once.bin');
	const tool = upload({ spaceId: byId('1') }, { onError: 'continueRegularOutput' });
	const run = await runAgent(lab, { files: glob, tool, takeTurn: callTimes(1) });

	expect(run.outputs[0]).toContain('DingTalk does not find the space');
	expect(run.outputs[0]).toContain("'Space'");
	expect(findLeaks(run.told, secretsInUse(lab.emulator))).toEqual([]);
	expect(lab.emulator.files()).toEqual([]);
});
