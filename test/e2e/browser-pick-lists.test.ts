import path from 'node:path';
import { DEMO } from '../../emulator';
import { manualTrigger, readFiles } from '../../scripts/lib/workflow.cjs';
import { EditorLab } from './support/editor/editor-lab';
import { cutOffTexts } from './support/editor/legibility';
import { takePicture } from './support/editor/picture';
import { makeFile } from './support/make-file';

const SPACE = { __rl: true, mode: 'list', value: DEMO.spaceId, cachedResultName: DEMO.spaceName };

let lab: EditorLab;
beforeAll(async () => {
	lab = await EditorLab.open({ height: 900 });
	await lab.openChain(
		'Pick-lists',
		manualTrigger(),
		{ ...lab.n8n.node({}), name: 'Upload' },
		{ ...lab.n8n.node({ operation: 'get', spaceId: SPACE }), name: 'Get' },
	);
});
afterAll(async () => await lab.close());
afterEach(async () => await lab.editor.node.close());

test('the space is picked from the list, or found by typing', async () => {
	const node = await lab.editor.openNode('Upload');
	const space = node.locatorField('spaceId');
	await space.openList();
	await space.offers(DEMO.spaceName, 'Marketing 市场部');
	await takePicture('list-spaces', node.column);
	await space.search('MARKET');
	await space.offers('Marketing 市场部');
	await takePicture('list-spaces-typed', node.column);
	await space.choose('Marketing 市场部');
	expect(await space.shown()).toBe('Marketing 市场部');
});

test('the folder is picked from the list, found by a part of its name, or by its path', async () => {
	const node = await lab.editor.openNode('Upload');
	const space = node.locatorField('spaceId');
	await space.openList();
	await space.choose(DEMO.spaceName);

	const folder = node.locatorField('parentId');
	await folder.openList();
	await folder.offers(
		'/ (Root folder)',
		'/Backups',
		'/Contracts 合同',
		'/Reports 报告',
		'/Contracts 合同/Customers 客户',
		'/Contracts 合同/Suppliers 供应商',
		'/Reports 报告/2026',
		'/Reports 报告/2026/Q2',
		'/Reports 报告/2026/Q3',
		'/Reports 报告/2026/Q3/September 九月',
	);
	await takePicture('list-folders', node.column);
	await folder.search('/Reports');
	await folder.offers('/Reports 报告');
	await folder.search('/Reports 报告/2026/');
	await folder.offers('/Reports 报告/2026/Q2', '/Reports 报告/2026/Q3');
	await takePicture('list-folders-by-path', node.column);
	await folder.search('sept');
	await folder.offers('/Reports 报告/2026/Q3/September 九月');
	await takePicture('list-folders-typed', node.column);
	await folder.choose('/Reports 报告/2026/Q3/September 九月');
	expect(await folder.shown()).toBe('/Reports 报告/2026/Q3/September 九月');
	expect(await cutOffTexts(folder.element)).toEqual([]);
	await takePicture('folder-chosen', node.column);

	await folder.chooseMode('By Path');
	await folder.fill('/Reports 报告/2026/11');
	await node.form.getByText('Folders that are missing are created').waitFor();
	await takePicture('folder-by-path', node.column);
});

test('a file is picked from the list, or found by a part of its name', async () => {
	for (const name of ['Budget 预算.xlsx', 'Minutes 纪要.docx', 'Sales 销售.pdf']) {
		await makeFile(path.join('pick-list', name), 2000);
	}
	const anyFile = await makeFile('pick-list/Budget 预算.xlsx', 2000);
	const { status } = await lab.n8n.run(
		manualTrigger(),
		readFiles(path.join(path.dirname(anyFile), '*')),
		lab.n8n.uploadNode({ parentId: { __rl: true, mode: 'id', value: DEMO.folders.reports2026 } }),
	);
	expect(status).toBe('success');

	const node = await lab.editor.openNode('Get');
	const file = node.locatorField('fileId');
	await file.openList();
	await file.offers(
		'/Reports 报告/2026/Budget 预算.xlsx',
		'/Reports 报告/2026/Minutes 纪要.docx',
		'/Reports 报告/2026/Sales 销售.pdf',
	);
	await takePicture('list-files', node.column);
	await file.search('销售');
	await file.offers('/Reports 报告/2026/Sales 销售.pdf');
	await file.choose('/Reports 报告/2026/Sales 销售.pdf');
	expect(await file.shown()).toBe('/Reports 报告/2026/Sales 销售.pdf');
});

test('a list that DingTalk refuses says which permission is missing', async () => {
	const { emulator } = lab.n8n;
	emulator.revokeScope(DEMO.clientId, 'Drive.Space.Read');
	emulator.expireTokens();
	const node = await lab.editor.openNode('Get');
	const space = node.locatorField('spaceId');
	await space.openList();
	await space.refusal.getByText('The DingTalk app lacks a permission').waitFor();
	const text = await space.refusal.innerText();
	expect(text).toContain('Drive.Space.Read (钉盘应用盘空间读权限)');
	expect(text).not.toMatch(/<\w/);
	await takePicture('list-refused', node.column);
});
