import type { IDataObject, INode } from 'n8n-workflow';
import { DEMO } from '../../../emulator';
import { bufferSource } from '../../../lib/upload';
import { chain, manualTrigger, node } from '../../../scripts/lib/workflow.cjs';
import { itemsOf } from '../../support/executions';
import { byId } from '../../support/locators';
import { onceRegistered } from '../../support/once-registered';
import { createUploadLab } from '../../support/upload-lab';
import { ExampleLab } from '../support/example-lab';
import { since } from '../support/since';

const CONTENT = 'Our contract 合同';
const TO_UPLOAD = ['Storage.UploadInfo.Read', 'Storage.File.Write'];

let lab: ExampleLab;
let bearer: Partial<INode>;
beforeAll(async () => {
	lab = await ExampleLab.open('agent-tools');
	bearer = await lab.bearer('a-long-token');
	for (const scope of TO_UPLOAD) lab.emulator.grantScope(DEMO.clientId, scope);
	const uploads = createUploadLab(lab.emulator);
	const target = { fileName: 'contract.txt', parentId: DEMO.folders.contracts };
	await uploads.upload(bufferSource(Buffer.from(CONTENT)), target);
	await uploads.close();
	for (const scope of TO_UPLOAD) lab.emulator.revokeScope(DEMO.clientId, scope);
});
afterAll(async () => await lab.close());

/** An assistant: n8n's own MCP client, which calls one tool in an execution. */
async function callTool(tool: string, args: object, authentication = 'bearerAuth') {
	const parameters = {
		endpointUrl: lab.addressOf('MCP Server', 'mcp'),
		authentication,
		tool: byId(tool),
		inputMode: 'json',
		jsonInput: JSON.stringify(args),
		options: {},
	};
	const client = node('Assistant', '@n8n/n8n-nodes-langchain.mcpClient', 1.1, parameters, {
		...(authentication !== 'none' && bearer),
	});
	const { id } = await lab.client.createWorkflow(chain('Assistant', manualTrigger(), client));
	const execution = await lab.client.ended(await lab.client.run(id, 'Start'));
	const [answer] = itemsOf(execution, 'Assistant') as { content?: { text: IDataObject[] }[] }[];
	return { status: execution.status, items: answer?.content?.[0]?.text ?? [] };
}

since('1.123', it)(
	'an assistant finds its way to a file and fetches it, and needs the token for that',
	async () => {
		await lab.published(await lab.install({ 'MCP Server': bearer }), async () => {
			const url = lab.addressOf('MCP Server', 'mcp');
			await onceRegistered(async () => await fetch(url, { method: 'POST' }));
			const { items: spaces } = await callTool('List_Spaces', {});
			const spaceId = spaces.find(({ spaceName }) => spaceName === DEMO.spaceName)?.spaceId;
			const { items: folders } = await callTool('List_Folders', { spaceId, folderId: '0' });
			const folderId = folders.find(({ folderName }) => folderName === 'Contracts 合同')?.folderId;
			const { items: files } = await callTool('List_Files', { spaceId, folderId });
			const { items: addresses } = await callTool('Get_File_Address', { spaceId, fileId: files[0]?.fileId });

			const [address] = addresses as unknown as { resourceUrls: string[]; headers: Record<string, string> }[];
			const response = await fetch(address?.resourceUrls[0] ?? '', { headers: address?.headers ?? {} });
			expect(await response.text()).toBe(CONTENT);
			expect((await callTool('List_Spaces', {}, 'none')).status).toBe('error');
		});
	},
);
