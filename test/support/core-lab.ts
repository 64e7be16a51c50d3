import type { INode, INodeParameters } from 'n8n-workflow';
import { DEMO, type Emulator, type EmulatorOptions } from '../../emulator';
import { bootN8nCore } from '../../scripts/lib/n8n-core/harness.cjs';
import { uploadFile } from '../../scripts/lib/workflow.cjs';
import { CREDENTIAL, emulatorCredential } from './emulator-credential';
import { startTestEmulator } from './start-emulator';

/** n8n's engine with the built node in it, and an emulator that its credential leads to. */
export interface CoreLab {
	readonly emulator: Emulator;
	readonly n8n: Awaited<ReturnType<typeof bootN8nCore>>;
	close(): Promise<void>;
}

export async function openCoreLab(
	options: { emulator?: EmulatorOptions; binaryDataMode?: 'filesystem' | 'default'; folder?: string } = {},
): Promise<CoreLab> {
	const emulator = await startTestEmulator(options.emulator);
	try {
		const n8n = await bootN8nCore({
			binaryDataMode: options.binaryDataMode ?? 'filesystem',
			...(options.folder !== undefined && { folder: options.folder }),
			credentials: { [CREDENTIAL.id]: emulatorCredential(emulator) },
		});
		return {
			emulator,
			n8n,
			async close() {
				n8n.close();
				await emulator.close();
			},
		};
	} catch (error) {
		await emulator.close();
		throw error;
	}
}

/** The node, set to upload into the demo's space. */
export function uploadNode(parameters: INodeParameters = {}, settings: Partial<INode> = {}): INode {
	return uploadFile(CREDENTIAL, DEMO.spaceId, parameters, settings);
}
