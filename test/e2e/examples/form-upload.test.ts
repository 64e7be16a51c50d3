import { DEMO } from '../../../emulator';
import { ExampleLab } from '../support/example-lab';
import { since } from '../support/since';
import { submitForm } from '../support/submit-form';

let lab: ExampleLab;
beforeAll(async () => {
	lab = await ExampleLab.open('form-upload');
});
afterAll(async () => await lab.close());

since('1.123', it)(
	'all files of a form go to the folder of the department, and the last page names them',
	async () => {
		const files = { 'offer 报价.txt': 'an offer', 'contract.txt': 'a contract' };
		const page = await lab.published(
			await lab.install(),
			async () => await submitForm(lab.addressOf('Files for DingTalk', 'form'), ['Sales', files]),
		);

		const stored = lab.emulator.files();
		expect(stored.map(({ name }) => name).toSorted()).toEqual(Object.keys(files).toSorted());
		for (const { id, name, path, spaceId } of stored) {
			expect(spaceId).toBe(DEMO.spaceId);
			expect(path).toMatch(/^\/Uploads\/Sales\/\d{4}-\d{2}-\d{2}\/[^/]+$/);
			expect((await lab.emulator.readFile(id)).toString()).toBe(files[name as keyof typeof files]);
		}
		expect(page.title).toMatch(/: 2$/);
		expect(page.message.split('\n').toSorted()).toEqual(stored.map(({ path }) => path).toSorted());
	},
);
