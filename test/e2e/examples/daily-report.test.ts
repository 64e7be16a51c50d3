import { itemsOf } from '../../support/executions';
import { ExampleLab } from '../support/example-lab';

const EVERY_SECOND = { rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] } };
const TRIGGER = 'Every Day at 8:00';

let lab: ExampleLab;
beforeAll(async () => {
	lab = await ExampleLab.open('daily-report');
});
afterAll(async () => await lab.close());
beforeEach(() => lab.emulator.reset());

it('the schedule makes a report and puts it into the folder of the month', async () => {
	const workflow = await lab.install({ [TRIGGER]: { parameters: EVERY_SECOND } });
	const { status, mode } = await lab.published(
		workflow,
		async () => await lab.client.firstExecutionOf(workflow.id),
	);

	expect({ status, mode }).toEqual({ status: 'success', mode: 'trigger' });
	const [report] = lab.emulator.files();
	expect(report?.path).toMatch(/^\/Reports\/(\d{4})\/(\d{2})\/sales-\1-\2-\d{2}\.csv$/);
	const csv = (await lab.emulator.readFile(report?.id ?? '')).toString();
	expect(csv.split(/\r?\n/).slice(0, 2)).toEqual(['﻿Shop,Orders,Revenue', 'Hangzhou 杭州,128,25600.5']);
});

it('a second run of the day replaces the report', async () => {
	const workflow = await lab.install();
	await lab.run(workflow, TRIGGER);
	const second = await lab.run(workflow, TRIGGER);

	expect(itemsOf(second, 'Upload Report')).toEqual([
		expect.objectContaining({
			version: 2,
			wasRenamed: false,
			upload: expect.objectContaining({ apiCalls: 2 }),
		}),
	]);
	expect(lab.emulator.files()).toHaveLength(1);
});
