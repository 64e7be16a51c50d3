import type { LoadOptionsContext } from 'n8n-core';
import type { ILoadOptionsFunctions, INodeParameters } from 'n8n-workflow';
import { DingTalkApi } from '../../../credentials/DingTalkApi.credentials';
import type { Emulator, EmulatorOptions } from '../../../emulator';
import { DingTalkStorage } from '../../../nodes/DingTalkStorage/DingTalkStorage.node';
import { MemoryCredentials } from '../../../scripts/lib/n8n-core/credentials.cjs';
import { bootN8nCore } from '../../../scripts/lib/n8n-core/harness.cjs';
import { CREDENTIAL, emulatorCredential } from '../../support/emulator-credential';
import { startTestEmulator } from '../../support/start-emulator';
import { uploadNode } from './core-lab';
import { useSharedLab } from './shared-lab';

/** The node's form as it is open in the editor, and an emulator that its credential leads to. */
interface FormLab {
	readonly emulator: Emulator;
	/** What n8n hands to a pick-list: the parameters as they are in the form, and a credential with these changes. */
	inForm(parameters: INodeParameters, credential?: object): ILoadOptionsFunctions;
	close(): Promise<void>;
}

async function openFormLab(options: EmulatorOptions): Promise<FormLab> {
	const emulator = await startTestEmulator(options);
	const n8n = await bootN8nCore();
	const core = jest.requireActual<{ LoadOptionsContext: typeof LoadOptionsContext }>('n8n-core');
	const { Workflow } = jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow');
	const dingTalk = new DingTalkStorage();
	const nodeTypes = {
		getByName: () => dingTalk,
		getByNameAndVersion: () => dingTalk,
		getKnownTypes: () => ({}),
	};
	return {
		emulator,
		inForm(parameters, credential = {}) {
			const stored = { [CREDENTIAL.id]: { ...emulatorCredential(emulator), ...credential } };
			const credentialsHelper = new MemoryCredentials(() => new DingTalkApi(), stored);
			const node = uploadNode({ unionId: '', ...parameters });
			const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
			const additionalData = { credentialsHelper, currentNodeParameters: node.parameters, variables: {} };
			return new core.LoadOptionsContext(
				workflow,
				node,
				additionalData as never,
				'',
			) as ILoadOptionsFunctions;
		},
		async close() {
			n8n.close();
			await emulator.close();
		},
	};
}

/** The form with a space chosen from the list. */
export const inSpace = (value: string): INodeParameters => ({ spaceId: { __rl: true, mode: 'list', value } });

export function useFormLab(options: EmulatorOptions): Pick<FormLab, 'emulator' | 'inForm'> {
	const lab = useSharedLab(async () => await openFormLab(options));
	return {
		get emulator() {
			return lab().emulator;
		},
		inForm: (...form) => lab().inForm(...form),
	};
}
