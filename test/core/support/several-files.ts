import { createHash } from 'node:crypto';
import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { uploadNode, type SharedCoreLab } from './core-lab';

export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** Uploads what the field says, and tells what came out: names by item, or what the run ended with. */
export async function uploadFiles(
	lab: SharedCoreLab,
	binaryPropertyName: string,
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	settings: Partial<INode> = {},
) {
	const node = uploadNode({ binaryPropertyName, ...parameters }, settings);
	const { status, error, outputs } = await lab.n8n.run(node, items);
	const [done = [], failed = []] = outputs;
	return {
		status,
		error,
		json: done.map(({ json }) => json),
		names: done.map(({ json, pairedItem }) => [json['fileName'], (pairedItem as { item: number }).item]),
		failed,
	};
}

/** Files with these contents and one name, where expressions reach them: they leave out what is in memory. */
export async function itemOfOneName(
	lab: SharedCoreLab,
	texts: readonly string[],
): Promise<INodeExecutionData> {
	const files = texts.map(async (text, index) => {
		return [`f${index}`, await lab.n8n.storeBinary(Buffer.from(text), 'same.txt')] as const;
	});
	return { json: {}, binary: Object.fromEntries(await Promise.all(files)) };
}

/** The digests of what became of each output item. */
export function digestsOf(lab: SharedCoreLab, json: readonly IDataObject[]): Array<string | undefined> {
	const digests = new Map(lab.emulator.files().map((file) => [file.id, file.sha256]));
	return json.map(({ fileId }) => digests.get(fileId as string));
}
