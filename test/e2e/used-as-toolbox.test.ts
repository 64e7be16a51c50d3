import type { IDataObject } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { byId } from '../support/locators';
import type { McpClient } from './support/mcp-client';
import { N8nLab } from './support/n8n-lab';
import { asTool, FILE_OF_MODEL, fromModel, serveTools } from './support/tool-lab';

const PATH = '/Meetings/2026';

let lab: N8nLab;
beforeAll(async () => {
	lab = await N8nLab.open();
});
afterAll(async () => await lab.close());

const inFolder = () => ({
	spaceId: byId(fromModel('space')),
	parentId: { __rl: true, mode: 'path', value: fromModel('folder') },
});
const ofFile = () => ({ spaceId: byId(fromModel('space')), fileId: byId(fromModel('fileId')) });

const toolbox = () => {
	const tool = (name: string, resource: string, operation: string, parameters = {}) =>
		asTool(lab.node({ resource, operation, ...parameters }), name);
	return [
		tool('Spaces', 'space', 'getAll'),
		tool('Make_Folder', 'folder', 'create', { ...inFolder(), folderName: fromModel('name') }),
		tool('Folders', 'folder', 'getAll', inFolder()),
		asTool(lab.uploadNode({ ...inFolder(), binaryPropertyName: FILE_OF_MODEL }), 'Store_Text'),
		tool('Files', 'file', 'getAll', inFolder()),
		tool('Look_At', 'file', 'get', ofFile()),
		tool('Download', 'file', 'getDownloadInfo', ofFile()),
		tool('Delete', 'file', 'delete', ofFile()),
	];
};

/** An empty list would reach some models as no answer at all. */
const NOTHING = [{ count: 0, message: 'Nothing was found' }];

async function call(mcp: McpClient, name: string, args = {}): Promise<IDataObject[]> {
	const { isError, text } = await mcp.callTool(name, args);
	if (isError) throw new Error(`${name}: ${text}`);
	return JSON.parse(text) as IDataObject[];
}

it('a model finds its way by what each answer tells it', async () => {
	await serveTools(lab, toolbox(), async (mcp) => {
		const spaces = await call(mcp, 'Spaces');
		const space = spaces.find(({ spaceName }) => spaceName === DEMO.spaceName)?.['spaceId'];

		await call(mcp, 'Make_Folder', { space, folder: '/Meetings', name: '2026' });
		expect(await call(mcp, 'Folders', { space, folder: '/Meetings' })).toEqual([
			expect.objectContaining({ folderName: '2026', path: PATH }),
		]);
		expect(await call(mcp, 'Files', { space, folder: PATH })).toEqual(NOTHING);

		const args = { space, folder: PATH, fileName: 'May.md', text: 'Minutes' };
		const [uploaded] = await call(mcp, 'Store_Text', args);
		const found = await call(mcp, 'Files', { space, folder: PATH });
		expect(found).toEqual([expect.objectContaining({ fileName: 'May.md', fileId: uploaded?.['fileId'] })]);

		const file = { space, fileId: uploaded?.['fileId'] };
		expect(await call(mcp, 'Look_At', file)).toEqual(found);
		const [address] = (await call(mcp, 'Download', file)) as unknown as [
			{ resourceUrls: [string]; headers: Record<string, string> },
		];
		const response = await fetch(address.resourceUrls[0], { headers: address.headers });
		expect(await response.text()).toBe('Minutes');

		await call(mcp, 'Delete', file);
		expect(await call(mcp, 'Files', { space, folder: PATH })).toEqual(NOTHING);
	});
});
