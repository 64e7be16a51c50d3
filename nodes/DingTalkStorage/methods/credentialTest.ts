import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { CALL_TIMEOUT_MS, DingTalkError, login } from '../../../lib/dingtalk';
import { readCredential } from '../helpers/credential';
import { adviseOnDingTalk } from '../helpers/explain-dingtalk';
import { createHelperTransport, type HelperAnswer } from '../transport/helper-transport';

/**
 * Logs in with what the form holds. A declarative test would send the stored token first, and could
 * not tell a wrong secret from a host that does not exist.
 */
async function testDingTalkApi(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	try {
		const { app, hosts } = readCredential(credential.data ?? {});
		const { request } = this.helpers;
		const transport = createHelperTransport(hosts, async (options) => {
			// The only helper there is at this place speaks the names of the retired `request` library.
			return (await request({
				method: options.method,
				uri: options.url,
				body: options.body,
				json: true,
				simple: false,
				resolveWithFullResponse: true,
				followRedirect: false,
				timeout: CALL_TIMEOUT_MS,
			})) as HelperAnswer;
		});
		await login(app, transport, AbortSignal.timeout(CALL_TIMEOUT_MS));
		return { status: 'OK', message: 'DingTalk accepted the Client ID and the Client Secret' };
	} catch (error) {
		if (!DingTalkError.is(error)) return { status: 'Error', message: String(error) };
		return { status: 'Error', message: `${error.message}. ${adviseOnDingTalk(error, '')}` };
	}
}

export const credentialTest = { testDingTalkApi };
