import fs from 'node:fs';
import path from 'node:path';
import { DEMO } from '../../emulator';
import { ROOT } from '../../scripts/lib/paths.cjs';
import { MIB, sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { chain, manualTrigger, readFiles } from '../../scripts/lib/workflow.cjs';
import { Editor } from '../support/editor';
import { makeFile, N8nLab } from '../support/n8n-lab';
import { E2E_FOLDER, sharedSession } from './setup/session';

/** The README shows these pictures; a test run leaves them alone unless it is asked for new ones. */
const IMAGES = process.env['UPDATE_IMAGES']
	? path.join(ROOT, 'docs/images')
	: path.join(E2E_FOLDER, 'images');

let lab: N8nLab;
let editor: Editor;
beforeAll(async () => {
	fs.mkdirSync(IMAGES, { recursive: true });
	lab = await N8nLab.open();
	editor = await Editor.open(sharedSession(), path.join(E2E_FOLDER, 'browser'));
});
afterAll(async () => {
	await editor.close();
	await lab.close();
});

it('a person finds the node, fills in its form, runs it and sees the result', async () => {
	const file = await makeFile('Product video.mp4', 64 * MIB);
	const { id } = await lab.client.createWorkflow(
		chain('Upload a video to DingTalk', manualTrigger(), readFiles(file)),
	);
	await editor.openWorkflow(`${lab.client.baseUrl}/workflow/${id}`);

	await editor.searchNodes('dingtalk');
	await editor.panelEntry('DingTalk Storage').waitFor();
	await editor.screenshot(path.join(IMAGES, 'nodes-panel.png'));

	await editor.panelEntry('DingTalk Storage').click();
	await editor.panelEntry('Upload file').click();
	await editor.nodeDialog.waitFor();
	await editor.chooseFromList('spaceId', DEMO.spaceName);
	await editor.executeStep();
	await editor.dismissMessage('Node executed successfully');
	await editor.showJson('input');
	await editor.showJson('output');
	await editor.output.getByText('Product video.mp4').first().waitFor();
	await editor.screenshot(path.join(IMAGES, 'upload-result.png'));
	await editor.closeNode();
	await editor.canvasNode('Upload file').getByTestId('canvas-node-status-success').waitFor();

	expect(lab.emulator.files()).toEqual([
		expect.objectContaining({
			name: 'Product video.mp4',
			spaceId: DEMO.spaceId,
			sha256: await sha256(sampleStream(64 * MIB, 'Product video.mp4')),
		}),
	]);
});
