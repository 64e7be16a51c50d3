import type { IncomingHttpHeaders } from 'node:http';
import type { Operation } from '../faults/fault';
import type { RecordedCall } from '../http/call-log';
import type { JsonObject } from '../http/json';
import type { Reply } from '../http/reply';
import type { AccessToken } from '../state/token-issuer';
import type { World } from '../world';

/** A call as its handler sees it. */
export interface ApiCall {
	/** The `{names}` of the route's path. */
	readonly params: Readonly<Record<string, string>>;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly body: JsonObject;
	/** Text of the body, for the legacy API, which takes forms too. */
	readonly text: string;
	/** The operator; empty where a call needs none. */
	readonly unionId: string;
	/** Tells which faults are meant for this call, and remembers those that hit it. */
	readonly record: RecordedCall;
}

/** A call behind the gateway: the token is good and the app may make it. */
export interface AuthorizedCall extends ApiCall {
	readonly token: AccessToken;
}

interface RoutePath {
	readonly operation: Operation;
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** `{name}` stands for one segment. */
	readonly path: string;
}

/** A call of the new-style API that needs a token with a scope. */
export interface AuthorizedRoute extends RoutePath {
	readonly kind: 'authorized';
	readonly scope: string;
	readonly requiredQuery: readonly string[];
	/** Absent when the call has no body; else a JSON object must come, with at least these fields. */
	readonly requiredBody?: readonly string[];
	readonly handle: (call: AuthorizedCall, world: World) => JsonObject | Promise<JsonObject>;
}

/** A call that hands out tokens; it needs none. */
interface TokenRoute extends RoutePath {
	readonly kind: 'token';
	readonly requiredBody: readonly string[];
	readonly handle: (call: ApiCall, world: World) => JsonObject;
}

/** A call of the legacy API, which does everything its own way and answers errors with HTTP 200. */
export interface LegacyRoute extends RoutePath {
	readonly kind: 'legacy';
	readonly handle: (call: ApiCall, world: World) => Reply;
}

export type Route = AuthorizedRoute | TokenRoute | LegacyRoute;

/** The route of a request with the values of its path's `{names}`. */
export function findRoute(
	routes: readonly Route[],
	method: string,
	path: string,
): { route: Route; params: Record<string, string> } | undefined {
	for (const route of routes) {
		const params = route.method === method ? matchPath(route.path, path) : undefined;
		if (params) return { route, params };
	}
	return undefined;
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
	const wanted = pattern.split('/');
	const given = path.split('/');
	if (wanted.length !== given.length) return undefined;
	const params: Record<string, string> = {};
	for (const [index, segment] of wanted.entries()) {
		const value = given[index] ?? '';
		const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
		if (name && value) params[name] = decodeURIComponent(value);
		else if (segment !== value) return undefined;
	}
	return params;
}
