import type { IBinaryData, IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { DEMO } from '../../../emulator';
import { dingTalk } from '../../../scripts/lib/workflow.cjs';
import { CREDENTIAL } from '../../support/emulator-credential';
import { byId } from '../../support/locators';
import type { SharedCoreLab } from './core-lab';

/** Any operation of the node, in the demo's space. */
export function operationNode(
	resource: string,
	operation: string,
	parameters: INodeParameters = {},
	settings: Partial<INode> = {},
): INode {
	return dingTalk(CREDENTIAL, { resource, operation, spaceId: byId(DEMO.spaceId), ...parameters }, settings);
}

/** The json of all items of a run's first output. Throws what the run ended with. */
export async function jsonOf(
	lab: SharedCoreLab,
	node: INode,
	items = [{ json: {} }] as Parameters<SharedCoreLab['n8n']['run']>[1],
): Promise<IDataObject[]> {
	const { error, outputs } = await lab.n8n.run(node, items);
	if (error) throw error;
	return (outputs[0] ?? []).map(({ json }) => json);
}

/** Stores the bytes as the only part of an upload of one's own. */
export async function putOnlyPart(lab: SharedCoreLab, uploadKey: string, bytes: Buffer): Promise<void> {
	const asked = { uploadKey, partNumbers: '1' };
	const [info] = await jsonOf(lab, operationNode('file', 'getPartUploadInfos', asked));
	const { resourceUrls, headers } = info as { resourceUrls: string[]; headers: Record<string, string> };
	await fetch(resourceUrls[0] ?? '', { method: 'PUT', headers, body: bytes });
}

interface ItemWithFiles extends INodeExecutionData {
	readonly binary: Record<string, IBinaryData>;
}

/** An item with a small file for each name, in a field of its own; its bytes are its name. */
export function itemWith(...fileNames: string[]): ItemWithFiles {
	const binary = fileNames.map((fileName, index): [string, IBinaryData] => [
		index === 0 ? 'data' : `data${index}`,
		{ data: Buffer.from(fileName).toString('base64'), mimeType: 'text/plain', fileName },
	]);
	return { json: {}, binary: Object.fromEntries(binary) };
}
