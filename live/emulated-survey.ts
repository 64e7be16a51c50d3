import { DEMO, startEmulator, type Switches } from '../emulator';
import { ROOT_FOLDER_ID } from '../lib/dingtalk';
import type { Probe } from './probe';
import { survey, type Outcome } from './survey';
import { AT_ONCE } from './tempo';

/** Asks an emulator of its own, with these switches. That takes half a second, and is not worth stopping. */
export async function surveyEmulator(
	switches: Partial<Switches>,
	probes: readonly Probe[],
): Promise<readonly Outcome[]> {
	const { signal } = new AbortController();
	const emulator = await startEmulator({ switches, qpsLimit: Infinity });
	try {
		const { clientId, clientSecret, unionId, spaceId } = DEMO;
		const person = { clientId, clientSecret, unionId };
		const account = { ...person, spaceId, folderId: ROOT_FOLDER_ID, apiBaseUrl: emulator.apiUrl };
		return (await survey(account, { folderName: 'live', probes, tempo: AT_ONCE, signal })).outcomes;
	} finally {
		await emulator.close();
	}
}
