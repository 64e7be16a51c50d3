import { DEMO, type Emulator } from '../../emulator';

/** How workflows refer to the credential that leads to the emulator. */
export const CREDENTIAL = { id: 'emulator', name: 'DingTalk emulator' };

/** The fields of the node's credential, leading to an emulator. */
export function emulatorCredential({ apiUrl, legacyApiUrl }: Emulator) {
	return {
		host: 'custom',
		apiBaseUrl: apiUrl,
		legacyApiBaseUrl: legacyApiUrl,
		clientId: DEMO.clientId,
		clientSecret: DEMO.clientSecret,
		unionId: DEMO.unionId,
	};
}
