import { DEMO } from '../../../emulator';
import { itemsOf } from '../../support/executions';
import { findLeaks } from '../../support/find-leaks';
import { ExampleLab, readExample } from '../support/example-lab';
import { secretsInUse } from '../support/secrets-in-use';
import { since } from '../support/since';
import { submitForm } from '../support/submit-form';

const SMALL_PARTS = { partSizeMb: 0.1, maxConcurrentParts: 1 };

/** With another example, whose uploads fail. */
let lab: ExampleLab;
beforeEach(async () => {
	lab = await ExampleLab.open('form-upload');
});
afterEach(async () => await lab.close());

/** Has an upload fail, and answers what the alert says of it. */
async function alertOfFailure() {
	const alert = await lab.client.createWorkflow(readExample('error-alert'));
	const workflow = await lab.install(
		{ 'Upload Files': { retryOnFail: false, parameters: { options: SMALL_PARTS } } },
		{ errorWorkflow: alert.id },
	);
	return await lab.published(alert, async () => {
		const form = lab.addressOf('Files for DingTalk', 'form');
		const files = { 'film.txt': 'x'.repeat(300_000) };
		const submitted = lab.published(workflow, async () => await submitForm(form, ['Sales', files]));
		await expect(submitted).rejects.toThrow("the status 'error'");
		const [message] = itemsOf(await lab.client.firstExecutionOf(alert.id), 'Write Message');
		expect(findLeaks(JSON.stringify(message), secretsInUse(lab.emulator))).toEqual([]);
		return { checkpoint: message?.checkpoint, lines: String(message?.text).split('\n') };
	});
}

since('1.123', it)(
	'the alert says which workflow failed, why, what to do, and from where to go on',
	async () => {
		lab.emulator.faults.add({ operation: 'put', partNumber: 3, kind: 'return', status: 400 });
		const { lines, checkpoint } = await alertOfFailure();

		expect(lines).toEqual([
			'Workflow failed 工作流失败: Form upload to DingTalk',
			'Node: Upload Files',
			'What happened: A part of the file could not be stored',
			expect.stringMatching(/^What to do: Check that the line .* Stored parts: 2\./),
			expect.stringMatching(/^Execution: http.*\/executions\/\d+$/),
		]);
		expect(checkpoint).toEqual(expect.any(String));
	},
);

since('1.123', it)('addresses in it can be read as text', async () => {
	lab.emulator.revokeScope(DEMO.clientId, 'Storage.File.Write');
	const { lines } = await alertOfFailure();

	expect(lines[2]).toBe('What happened: The DingTalk app lacks a permission');
	expect(lines[3]).toContain('https://open-dev.dingtalk.com/');
	expect(lines[3]).not.toMatch(/[<>]/);
});
