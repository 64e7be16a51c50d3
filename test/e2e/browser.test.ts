import { DEMO, type Fault } from '../../emulator';
import { MIB, sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { manualTrigger, readFiles } from '../../scripts/lib/workflow.cjs';
import { EditorLab } from './support/editor/editor-lab';
import { cutOffTexts } from './support/editor/legibility';
import { takePicture } from './support/editor/picture';
import { makeFile } from './support/make-file';

const SIZE_BYTES = 100 * MIB;
/** Slow enough to see that the node is at work. */
const SLOW_PARTS: Fault = { kind: 'slow', operation: 'put', bytesPerSecond: 8 * MIB, count: 7 };

let lab: EditorLab;
beforeAll(async () => {
	lab = await EditorLab.open({ width: 1440, height: 860 });
});
afterAll(async () => await lab.close());

it('a person finds the node, fills in its form, runs it and sees the result', async () => {
	const { editor, n8n } = lab;
	const { node } = editor;
	const file = await makeFile('backup.tar.gz', SIZE_BYTES);
	await lab.openChain('Nightly backup', manualTrigger(), readFiles(file));

	await editor.searchNodes('dingtalk');
	await editor.panelEntry('DingTalk Storage').waitFor();
	await takePicture('nodes-panel', editor.all);
	await editor.panelEntry('DingTalk Storage').click();
	await editor.panelEntry('Upload file').waitFor();
	await takePicture('nodes-panel-actions', editor.nodesPanel);

	await editor.panelEntry('Upload file').click();
	await node.element.waitFor();
	const space = node.locatorField('spaceId');
	await space.openList();
	await space.choose(DEMO.spaceName);
	await node.executeStep();
	await editor.dismissMessage('Node executed successfully');
	await node.show('input', 'json');
	await node.show('output', 'json');
	await node.output.getByText('backup.tar.gz').first().waitFor();
	await takePicture('upload-result', editor.all);
	await node.show('output', 'table');
	await node.output.getByRole('cell', { name: 'backup.tar.gz' }).first().waitFor();
	await editor.resize(1920, 480);
	await takePicture('upload-result-table', node.output);
	await editor.resize(1440, 860);

	const digest = await sha256(sampleStream(SIZE_BYTES, 'backup.tar.gz'));
	const stored = { spaceId: DEMO.spaceId, parentId: '0', sha256: digest };
	expect(n8n.emulator.files()).toEqual([expect.objectContaining({ name: 'backup.tar.gz', ...stored })]);

	await node.close();
	await editor.successOf('Upload file').waitFor();
	n8n.emulator.faults.add(SLOW_PARTS);
	await editor.executeWorkflow();
	await editor.runningNode('Upload file').waitFor();
	await takePicture('canvas-running', editor.all);
	await editor.dismissMessage('Workflow executed successfully');
	await editor.successOf('Upload file').waitFor();
	await takePicture('canvas-done', editor.all);

	await editor.openNode('Upload file');
	const hint = "The name was taken: 'backup.tar.gz' is 'backup.tar(1).gz' now.";
	await node.hints.getByText(hint).waitFor();
	expect(await cutOffTexts(node.hints)).toEqual([]);
	await editor.resize(1440, 480);
	await takePicture('upload-renamed-hint', node.output);
}, 120_000);
