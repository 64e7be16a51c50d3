import { DEMO, type Emulator } from '../../../emulator';
import type { Account } from '../../../live/settings';
import { createApiLab } from '../../support/api-lab';

/** The demo's app and person in the demo's space, wherever that is. */
export function accountIn(emulator: Emulator): Account {
	const { clientId, clientSecret, unionId, spaceId } = DEMO;
	return { clientId, clientSecret, unionId, spaceId, folderId: '0', apiBaseUrl: emulator.apiUrl };
}

/** The names of all that lies in the space, not counting what is in its folders. */
export async function namesInSpace(emulator: Emulator): Promise<string[]> {
	const { api, close } = createApiLab(emulator);
	const query = { parentId: '0', order: 'byName' } as const;
	const page = await api.listDentries(DEMO.spaceId, DEMO.unionId, query, new AbortController().signal);
	await close();
	return page.entries.map(({ name }) => name);
}

/** What lies there before anybody comes. */
export const NAMES_BEFORE = ['Backups', 'Contracts 合同', 'Reports 报告'];

/** All that a person who pastes the output somewhere would not want to tell. */
export function valuesToHide(emulator: Emulator): Record<string, string[]> {
	const tokens = emulator.calls().flatMap(({ headers }) => headers['x-acs-dingtalk-access-token'] ?? []);
	const { clientId, clientSecret, unionId, spaceId } = DEMO;
	return {
		token: [...new Set(tokens)],
		clientId: [clientId],
		clientSecret: [clientSecret],
		ids: [unionId, spaceId],
	};
}
