import path from 'node:path';
import type { ICredentialDataDecryptedObject, INode, INodeParameters } from 'n8n-workflow';
import { DEMO, type Emulator, type EmulatorOptions } from '../../../emulator';
import { bootN8nCore } from '../../../scripts/lib/n8n-core/harness.cjs';
import { uploadFile } from '../../../scripts/lib/workflow.cjs';
import { CREDENTIAL, emulatorCredential } from '../../support/emulator-credential';
import { startTestEmulator } from '../../support/start-emulator';
import { useSharedLab } from './shared-lab';

/** n8n's engine with the built node in it, and an emulator that its credential leads to. */
export interface CoreLab {
	readonly emulator: Emulator;
	readonly n8n: Awaited<ReturnType<typeof bootN8nCore>>;
	close(): Promise<void>;
}

export interface CoreLabOptions {
	readonly emulator?: EmulatorOptions;
	readonly binaryDataMode?: 'filesystem' | 'default' | 's3';
	/** Stands in for a store that n8n has a licence for. */
	readonly binaryStore?: object;
	readonly folder?: string;
	/** Fields of the credential that are not as in the demo. */
	readonly credential?: ICredentialDataDecryptedObject;
	/** More credentials, by id. */
	readonly credentials?: Readonly<Record<string, ICredentialDataDecryptedObject>>;
}

export async function openCoreLab(options: CoreLabOptions = {}): Promise<CoreLab> {
	const emulator = await startTestEmulator(options.emulator);
	try {
		const n8n = await bootN8nCore({
			binaryDataMode: options.binaryDataMode ?? 'filesystem',
			...(options.binaryStore && { binaryStore: options.binaryStore }),
			...(options.folder !== undefined && { folder: options.folder }),
			credentials: credentialsFor(emulator, options),
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

/** What the tests of a file use of it. */
export type SharedCoreLab = Pick<CoreLab, 'emulator' | 'n8n'>;

export function useCoreLab(options?: CoreLabOptions): SharedCoreLab {
	const lab = useSharedLab(async () => await openCoreLab(options));
	return {
		get emulator() {
			return lab().emulator;
		},
		get n8n() {
			return lab().n8n;
		},
	};
}

function credentialsFor(emulator: Emulator, { credential = {}, credentials = {} }: CoreLabOptions) {
	const all = Object.entries({ [CREDENTIAL.id]: credential, ...credentials });
	return Object.fromEntries(all.map(([id, fields]) => [id, { ...emulatorCredential(emulator), ...fields }]));
}

/** Where the node keeps what outlives an execution, in n8n's folder. */
export const nodeFolderIn = (folder: string) => path.join(folder, 'storage', 'dingtalk-storage');

/** The node, set to upload into the demo's space. */
export function uploadNode(parameters: INodeParameters = {}, settings: Partial<INode> = {}): INode {
	return uploadFile(CREDENTIAL, DEMO.spaceId, parameters, settings);
}
