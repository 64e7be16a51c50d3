import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IHttpRequestOptions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import {
	ApiClient,
	CALL_TIMEOUT_MS,
	ContactApi,
	DingTalkError,
	login,
	Operators,
	type ApiTransport,
} from '../../../lib/dingtalk';
import { readCredential } from '../credential/credential';
import { adviseOnDingTalk } from '../errors/explain-dingtalk';
import { authorize } from '../transport/authorize';
import { createHelperTransport, type HelperAnswer } from '../transport/helper-transport';

/**
 * Logs in with what the form holds, and looks the operator up where that is not a union ID already. A declarative
 * test would send the stored token first, and could not tell a wrong secret from a host that does not exist.
 */
async function testDingTalkApi(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
	let clientId = '';
	try {
		const { app, hosts, operator } = readCredential(data);
		clientId = app.clientId;
		const anonymous = createHelperTransport(hosts, async (options) => await send(this, options));
		const { accessToken } = await login(app, anonymous, signal);
		if (operator) {
			const authorized: ApiTransport = createHelperTransport(hosts, async (options) =>
				send(this, authorize({ ...data, accessToken }, options)),
			);
			await new Operators(new ContactApi(new ApiClient(authorized))).unionIdOf(operator, signal);
		}
		return { status: 'OK', message: 'DingTalk accepted the Client ID and the Client Secret' };
	} catch (error) {
		// Whatever a wait made of it, it is the time that is over.
		const reason = signal.aborted ? new DingTalkError('API_TIMEOUT') : error;
		if (!DingTalkError.is(reason)) return { status: 'Error', message: String(error) };
		return { status: 'Error', message: `${reason.message}. ${adviseOnDingTalk(reason, clientId)}` };
	}
}

/** The only helper there is at this place speaks the names of the retired `request` library. */
async function send(
	{ helpers }: ICredentialTestFunctions,
	{ method, url, headers, qs, body }: IHttpRequestOptions,
): Promise<HelperAnswer> {
	return (await helpers.request({
		method,
		uri: url,
		headers,
		qs,
		body,
		json: true,
		simple: false,
		resolveWithFullResponse: true,
		followRedirect: false,
		timeout: CALL_TIMEOUT_MS,
	})) as HelperAnswer;
}

export const credentialTest = { testDingTalkApi };
