import { apiError, missingField, missingScope } from '../errors';
import { parseJsonObject, type JsonObject } from '../http/json';
import type { AccessToken } from '../state/token-issuer';
import type { World } from '../world';
import type { ApiCall, AuthorizedCall, AuthorizedRoute } from './route';

/**
 * What every call of the new-style API passes before its handler, in this order: token, permission of the app,
 * limits, required parameters. The token counts in its header only, not in the query and not as a bearer.
 */
export function authorize(call: ApiCall, route: AuthorizedRoute, world: World): AuthorizedCall {
	const value = call.headers['x-acs-dingtalk-access-token'];
	if (typeof value !== 'string' || value === '') throw apiError('AuthenticationFailed.MissingParameter');
	expireByFault(value, call, world);
	const token = world.tokens.findValid(value);
	if (!token) throw apiError('InvalidAuthentication');
	if (!scopesOf(token, world).has(route.scope)) throw missingScope(token.clientId, route.scope);
	world.limits.admit(token.clientId, route.operation);
	for (const name of route.requiredQuery) {
		if (!call.query.get(name)) throw missingField(name);
	}
	if (route.requiredBody) requireBody(call, route.requiredBody);
	return { ...call, token };
}

/** Throws unless the body is a JSON object with these fields. */
export function requireBody(call: ApiCall, fields: readonly string[]): void {
	const body: JsonObject | undefined = parseJsonObject(call.text);
	if (!body) throw missingField('body');
	for (const name of fields) {
		if (body[name] === undefined || body[name] === null || body[name] === '') throw missingField(name);
	}
}

/** Scopes that count for a token: those it was issued with, unless changes are switched to show at once. */
export function scopesOf(token: AccessToken, world: World): ReadonlySet<string> {
	if (world.switches.scopeChanges === 'next-token') return token.scopes;
	return world.tokens.findApp(token.clientId)?.scopes ?? token.scopes;
}

/** Lets the token of a call expire just before it, when a fault says so. */
export function expireByFault(value: string, call: ApiCall, world: World): void {
	const fault = world.faults.take(call.record, 'token-expired');
	if (!fault) return;
	call.record.faults.push(fault.kind);
	world.tokens.expire(value);
}
