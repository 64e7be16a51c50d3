/** A JSON object as it came off the wire: nothing about its fields is known yet. */
export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a JSON object; anything else, an array or broken text included, is `undefined`. */
export function parseJsonObject(text: string): JsonObject | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isJsonObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** The field as an object; an empty one when it is absent or something else. */
export function objectField(body: JsonObject, name: string): JsonObject {
	const value = body[name];
	return isJsonObject(value) ? value : {};
}

/** The field as text; ids sent as JSON numbers count as text. */
export function textField(body: JsonObject, name: string): string | undefined {
	const value = body[name];
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' ? value : undefined;
}
