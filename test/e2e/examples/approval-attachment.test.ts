import { DEMO } from '../../../emulator';
import { ExampleLab } from '../support/example-lab';
import { since } from '../support/since';
import { submitForm } from '../support/submit-form';

/** The originator whom the example names. */
const ORIGINATOR = 'manager4220';
const INVOICES = { 'train 火车票.txt': 'an invoice', 'hotel.txt': 'another invoice' };

let lab: ExampleLab;
beforeAll(async () => {
	lab = await ExampleLab.open('approval-attachment', {
		users: [{ userId: ORIGINATOR, unionId: DEMO.unionId, name: 'Lin Mei 林梅' }],
	});
});
afterAll(async () => await lab.close());
beforeEach(() => lab.emulator.reset());

const submit = async (files: Readonly<Record<string, string>>) => {
	const url = `${lab.emulator.apiUrl}/v1.0/workflow/processInstances`;
	const workflow = await lab.install({ 'Start Approval': { parameters: { url } } });
	const form = lab.addressOf('Expense', 'form');
	const entries = ['To "Hangzhou" and back', '128.5', files];
	return await lab.published(workflow, async () => await submitForm(form, entries));
};

since('1.123', it)('an approval is started with all files of the form', async () => {
	const page = await submit(INVOICES);

	const stored = lab.emulator.files();
	expect(stored.map(({ name, spaceId }) => [name, spaceId]).toSorted()).toEqual(
		Object.keys(INVOICES)
			.map((name) => [name, DEMO.approvalSpaceId])
			.toSorted(),
	);
	const [approval, ...others] = lab.emulator.processInstances();
	expect(others).toEqual([]);
	expect(approval?.originatorUserId).toBe(ORIGINATOR);
	expect(approval?.attachedFileIds.toSorted()).toEqual(stored.map(({ id }) => id).toSorted());
	expect(approval?.formValues.slice(0, 2)).toEqual([
		{ name: '事由', value: 'To "Hangzhou" and back' },
		{ name: '金额', value: '128.5' },
	]);
	expect(page.message).toBe(`Instance ${approval?.instanceId}`);
});

since('1.123', it)('a token that has expired is renewed before the approval is started with it', async () => {
	await submit(INVOICES);
	lab.emulator.expireTokens();
	await submit({ 'hotel.txt': 'a third invoice' });

	expect(lab.emulator.processInstances()).toHaveLength(2);
});
