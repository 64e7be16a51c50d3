'use strict';

/** n8n's credential store in memory: what `CredentialsHelper` of the n8n package does, without its database. */
const { ICredentialsHelper } = require('n8n-workflow');

/**
 * @typedef {import('n8n-workflow').ICredentialDataDecryptedObject} CredentialData
 * @typedef {import('n8n-workflow').ICredentialType} CredentialType
 */

class MemoryCredentials extends ICredentialsHelper {
	#typeOf;
	#stored;

	/**
	 * @param {(name: string) => CredentialType} typeOf
	 * @param {Record<string, CredentialData>} stored by credential id
	 */
	constructor(typeOf, stored) {
		super();
		this.#typeOf = typeOf;
		this.#stored = stored;
	}

	getParentTypes() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	/** @param {string} name */
	getCredentialsProperties(name) {
		return this.#typeOf(name).properties;
	}

	/**
	 * @param {unknown} _additionalData
	 * @param {import('n8n-workflow').INodeCredentialsDetails} credential
	 * @param {string} name
	 */
	async getDecrypted(_additionalData, credential, name) {
		const defaults = this.#typeOf(name).properties.map((property) => [property.name, property.default]);
		return { ...Object.fromEntries(defaults), ...this.#stored[credential.id ?? ''] };
	}

	/** @returns {Promise<never>} */
	async getCredentials() {
		throw new Error('Only n8n itself reads credentials undecrypted');
	}

	/**
	 * @param {import('n8n-workflow').INodeCredentialsDetails} credential
	 * @param {string} _name
	 * @param {CredentialData} data
	 */
	async updateCredentials(credential, _name, data) {
		this.#stored[credential.id ?? ''] = data;
	}

	async updateCredentialsOauthTokenData() {}

	/**
	 * Fetches a token when there is none or when the node reported it as expired, and keeps it.
	 *
	 * @param {import('n8n-workflow').IHttpRequestHelper} helpers
	 * @param {CredentialData} credentials
	 * @param {string} name
	 * @param {import('n8n-workflow').INode} node
	 * @param {boolean} hasExpired
	 */
	async preAuthentication(helpers, credentials, name, node, hasExpired) {
		const type = this.#typeOf(name);
		const token = type.properties.find((property) => property.typeOptions?.expirable === true);
		if (token === undefined || type.preAuthentication === undefined) return undefined;
		if (credentials[token.name] && !hasExpired) return undefined;
		const fetched = /** @type {CredentialData} */ (await type.preAuthentication.call(helpers, credentials));
		const details = node.credentials?.[name];
		if (details)
			await this.updateCredentials(details, name, { ...this.#stored[details.id ?? ''], ...fetched });
		return Object.assign(credentials, fetched);
	}

	/**
	 * @param {import('n8n-workflow').IHttpRequestHelper} helpers
	 * @param {CredentialData} credentials
	 * @param {string} name
	 */
	async runPreAuthentication(helpers, credentials, name) {
		const fetched = await this.#typeOf(name).preAuthentication?.call(helpers, credentials);
		return /** @type {CredentialData | undefined} */ (fetched);
	}

	/**
	 * @param {CredentialData} credentials
	 * @param {string} name
	 * @param {import('n8n-workflow').IHttpRequestOptions} request
	 * @param {import('n8n-workflow').Workflow} workflow
	 * @param {import('n8n-workflow').INode} node
	 */
	async authenticate(credentials, name, request, workflow, node) {
		const { authenticate } = this.#typeOf(name);
		if (authenticate === undefined) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		const resolve = (/** @type {string} */ value) =>
			value.startsWith('=')
				? String(
						workflow.expression.getSimpleParameterValue(
							node,
							value,
							'internal',
							{ $credentials: credentials },
							undefined,
							'',
						),
					)
				: value;
		const headers = Object.entries(authenticate.properties.headers ?? {}).map(([header, value]) => [
			resolve(header),
			resolve(String(value)),
		]);
		return { ...request, headers: { ...request.headers, ...Object.fromEntries(headers) } };
	}
}

module.exports = { MemoryCredentials };
