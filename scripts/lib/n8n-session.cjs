'use strict';

/** Somebody who is signed in to n8n, and what n8n answers to them. */

/** A retry is answered when the new execution has ended; all others within seconds. */
const ANSWER_TIMEOUT_MS = 300_000;

/** The owner that the programs set up in an n8n of their own; it listens on loopback only. */
const OWNER = { email: 'demo@example.com', password: 'DingTalk-Storage-1' };

/** n8n answered, and the answer is no. */
class RefusedByN8n extends Error {}

class N8nSession {
	#cookie;

	/**
	 * @param {string} baseUrl
	 * @param {string} [cookie] of a session that was opened before
	 */
	constructor(baseUrl, cookie = '') {
		this.baseUrl = baseUrl;
		this.#cookie = cookie;
	}

	/** The session cookie, for whoever should be signed in already. */
	get cookie() {
		return this.#cookie;
	}

	/**
	 * @param {string} method
	 * @param {string} url
	 * @param {unknown} [body]
	 * @returns {Promise<any>} the `data` of the answer
	 */
	async request(method, url, body) {
		const response = await fetch(this.baseUrl + url, {
			method,
			headers: { cookie: this.#cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
			...(body !== undefined && { body: JSON.stringify(body) }),
			signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
		});
		const session = response.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
		if (session !== undefined) this.#cookie = session.split(';')[0] ?? '';
		const text = await response.text();
		if (!response.ok) {
			throw new RefusedByN8n(`n8n: ${method} ${url} → ${response.status} ${text.slice(0, 500)}`);
		}
		return JSON.parse(text).data;
	}

	/** Signs in as the owner; in a new n8n, becomes the owner first. */
	async signIn() {
		const settings = await this.request('GET', '/rest/settings');
		if (settings.userManagement.showSetupOnFirstLoad) {
			await this.request('POST', '/rest/owner/setup', { ...OWNER, firstName: 'Demo', lastName: 'Owner' });
		} else {
			await this.request('POST', '/rest/login', {
				emailOrLdapLoginId: OWNER.email,
				password: OWNER.password,
			});
		}
	}
}

module.exports = { N8nSession, RefusedByN8n, OWNER };
