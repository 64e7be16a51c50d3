import type { Locator } from 'playwright-core';
import { DEMO } from '../../emulator';
import { byId } from '../support/locators';
import { EditorLab } from './support/editor/editor-lab';
import { cutOffTexts, isInLightLetters } from './support/editor/legibility';
import { takePicture } from './support/editor/picture';
import { makeFile } from './support/make-file';

const SCREENS = [
	{ width: 1280, height: 800 },
	{ width: 1920, height: 900 },
];

describe.each(['light', 'dark'] as const)('in a %s window, narrow and wide', (theme) => {
	let lab: EditorLab;
	beforeAll(async () => {
		lab = await EditorLab.open({ theme });
		const file = await makeFile('themes/Annual report 年报.pdf', 200_000);
		const spaceId = { __rl: true, mode: 'list', value: DEMO.spaceId, cachedResultName: DEMO.spaceName };
		await lab.openFan('Report to DingTalk', file, [
			{ ...lab.n8n.node({ operation: 'upload', spaceId }), name: 'Upload file' },
			{ ...lab.n8n.uploadNode({ spaceId: byId('123') }), name: 'Upload to nowhere' },
		]);
	});
	afterAll(async () => await lab.close());

	/** A picture of each width, of which a part is looked at closely. */
	async function takePictures(what: string, all: Locator, read: Locator): Promise<void> {
		for (const { width, height } of SCREENS) {
			await lab.editor.resize(width, height);
			expect(await cutOffTexts(read)).toEqual([]);
			await takePicture(`${what}-${theme}-${width}`, all);
		}
	}

	/** The icon is there, and is the one for this background. */
	async function expectIcon(within: Locator): Promise<void> {
		const file = theme === 'dark' ? 'dingtalk-storage.dark.svg' : 'dingtalk-storage.svg';
		const icon = within.locator(`img[src$="/${file}"]`).first();
		await icon.waitFor();
		expect(await icon.evaluate((image): number => image.naturalWidth)).toBeGreaterThan(0);
	}

	test('the nodes panel', async () => {
		const { editor } = lab;
		await editor.searchNodes('dingtalk');
		await editor.panelEntry('DingTalk Storage').waitFor();
		await expectIcon(editor.nodesPanel);
		await takePictures('nodes-panel', editor.all, editor.nodesPanel);
		await editor.closePanel();
	});

	test('the form', async () => {
		const node = await lab.editor.openNode('Upload file');
		await expectIcon(node.element);
		expect(await isInLightLetters(node.form.locator('label').first())).toBe(theme === 'dark');
		await takePictures('form', lab.editor.all, node.column);
	});

	test('the credential', async () => {
		const { credential } = lab.editor;
		await credential.openUsed();
		await credential.form.getByText('Connection tested successfully').waitFor();
		await expectIcon(credential.element);
		await takePictures('credential', credential.element, credential.form);
		await credential.close();
	});

	test('the result', async () => {
		const { node } = lab.editor;
		await node.executeStep();
		await lab.editor.dismissMessage('Node executed successfully');
		await node.show('input', 'json');
		await node.show('output', 'json');
		await node.output.getByText('Annual report 年报.pdf').first().waitFor();
		await takePictures('result', lab.editor.all, node.output);
	});

	test('an error', async () => {
		await lab.editor.node.close();
		const node = await lab.editor.openNode('Upload to nowhere');
		await node.executeStep();
		await node.errorMessage.getByText('DingTalk does not find the space').waitFor();
		await lab.editor.dismissMessage('Problem in node');
		await node.show('input', 'json');
		await takePictures('error', lab.editor.all, node.output);
	});
});
