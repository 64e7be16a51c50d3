import { apiError } from '../errors';
import { isJsonObject, objectField, textField, type JsonObject } from '../http/json';
import type { AppProperty } from '../state/dentries';

/** DingTalk docs: at most three properties per app and file. */
const MAX_APP_PROPERTIES = 3;

const VISIBILITIES = new Set(['PUBLIC', 'PRIVATE']);

/** The properties of a commit or of a new folder; none when the field is absent. */
export function appProperties(body: JsonObject): AppProperty[] {
	const given = objectField(body, 'option').appProperties;
	if (given === undefined) return [];
	if (!Array.isArray(given)) throw apiError('paramError');
	if (given.length > MAX_APP_PROPERTIES) throw apiError('dentryAppPropertiesNumberExceedsLimit');
	return given.map(appProperty);
}

function appProperty(given: unknown): AppProperty {
	const item = isJsonObject(given) ? given : {};
	const name = textField(item, 'name');
	const value = textField(item, 'value');
	const visibility = textField(item, 'visibility');
	if (!name || !value || !visibility || !VISIBILITIES.has(visibility)) throw apiError('paramError');
	return { name, value, visibility };
}
