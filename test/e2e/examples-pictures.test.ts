import { Editor } from './support/editor/editor';
import { takePicture } from './support/editor/picture';
import { ExampleLab, exampleNames } from './support/example-lab';

let editor: Editor;
beforeAll(async () => {
	editor = await Editor.open({ width: 1440, height: 720 });
});
afterAll(async () => await editor.close());

describe.each(exampleNames())('examples/%s.json in the editor', (name) => {
	let lab: ExampleLab;
	beforeAll(async () => {
		lab = await ExampleLab.open(name);
	});
	afterAll(async () => await lab.close());

	it('lacks nothing once credential and space are chosen, and its note can be read to the end', async () => {
		const changes = name === 'agent-tools' ? { 'MCP Server': await lab.bearer('a-long-token') } : {};
		const { id } = await lab.install(changes);
		await editor.openWorkflow(`${lab.client.baseUrl}/workflow/${id}`);
		const note = editor.canvas.getByTestId('sticky');
		await note.getByText('Permissions of the DingTalk app').waitFor();
		await takePicture(`examples/${name}`, editor.all);

		// n8n marks nodes that lack something in red.
		expect(await editor.canvas.getByTestId('node-issues').count()).toBe(0);
		const isReadable = await note.evaluate((element) => {
			const range = element.ownerDocument.createRange();
			range.selectNodeContents(element.querySelector('p:last-of-type'));
			return range.getBoundingClientRect().bottom < element.getBoundingClientRect().bottom;
		});
		expect(isReadable).toBe(true);
	});
});
