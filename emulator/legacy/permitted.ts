import { expireByFault, scopesOf } from '../api/gateway';
import type { ApiCall } from '../api/route';
import { parseJsonObject, textField } from '../http/json';
import type { Reply } from '../http/reply';
import type { World } from '../world';
import { legacyGatewayError } from './legacy-replies';

/** A field of the call by name, from JSON or a form; empty when it is absent. */
type Field = (name: string) => string;

/** A legacy call for apps with this permission. The token comes as a parameter, never in a header. */
export function permitted(
	scope: string,
	answer: (field: Field, world: World) => Reply,
): (call: ApiCall, world: World) => Reply {
	return (call, world) => {
		const { query, text } = call;
		const body = parseJsonObject(text);
		const form = new URLSearchParams(body ? '' : text);
		const value = query.get('access_token') ?? form.get('access_token');
		if (!value) return legacyGatewayError('40000', 'access_token is blank');
		expireByFault(value, call, world);
		const token = world.tokens.findValid(value);
		if (!token) return legacyGatewayError('40014', '不合法的access_token');
		if (!scopesOf(token, world).has(scope)) {
			return legacyGatewayError('60011', `应用尚未开通所需的权限, {requiredScopes=[${scope}]}`);
		}
		return answer((name) => textField(body ?? {}, name) ?? form.get(name) ?? '', world);
	};
}
