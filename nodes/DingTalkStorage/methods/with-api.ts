import { createHash } from 'node:crypto';
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import {
	ApiClient,
	ContactApi,
	Operators,
	sharedPacer,
	StorageApi,
	type OperatorId,
} from '../../../lib/dingtalk';
import { NO_OPERATOR, toOperatorId } from '../actions/shared/operator';
import { CREDENTIAL_NAME, readCredential } from '../credential/credential';
import { toPlainText } from '../errors/description-html';
import { invalidParameter } from '../parameters/invalid-parameter';
import { toNodeError } from '../errors/node-errors';
import { countCalls } from '../quota/count-calls';
import { createN8nTransport } from '../transport/n8n-transport';

/** A pick-list's way to DingTalk. */
export interface Caller {
	readonly api: StorageApi;
	readonly unionId: string;
	readonly signal: AbortSignal;
	/** The same for all who may see the same, and for nobody else. It gives nothing away. */
	readonly identity: string;
}

/** Calls DingTalk as the form in the editor says; what stands in the way becomes one of n8n's errors. */
export async function withApi(
	functions: ILoadOptionsFunctions,
	search: (caller: Caller) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	let clientId = '';
	try {
		const credential = readCredential(await functions.getCredentials(CREDENTIAL_NAME));
		clientId = credential.app.clientId;
		const operator = operatorInForm(functions) ?? credential.operator;
		if (operator === undefined) throw invalidParameter(functions, 0, ...NO_OPERATOR);
		const pacer = sharedPacer(credential.hosts.api, clientId);
		const client = new ApiClient(createN8nTransport(functions, credential), { pacer });
		try {
			const { signal } = new AbortController();
			const unionId = await new Operators(new ContactApi(client)).unionIdOf(operator, signal);
			const identity = digest([credential.hosts, credential.app, unionId]);
			return await search({ api: new StorageApi(client), unionId, signal, identity });
		} finally {
			await countCalls(credential, client.quotaCalls, functions.logger);
		}
	} catch (error) {
		const nodeError = toNodeError(error, functions.getNode(), 0, clientId);
		// In the place of a list, the editor shows it as text.
		if (nodeError.description) nodeError.description = toPlainText(nodeError.description);
		throw nodeError;
	}
}

/** An expression counts for nothing: outside of an execution there is no item it could be resolved for. */
function operatorInForm(functions: ILoadOptionsFunctions): OperatorId | undefined {
	const operator = toOperatorId(functions.getCurrentNodeParameter('unionId'), String);
	return operator && !isExpression(operator.value) ? operator : undefined;
}

function isExpression(value: unknown): boolean {
	return typeof value === 'string' && value.startsWith('=');
}

function digest(facts: readonly unknown[]): string {
	return createHash('sha256').update(JSON.stringify(facts)).digest('base64');
}
