/** Shorter ones are found by chance. */
const MIN_SECRET_CHARS = 8;

/** The names of the secrets that a text holds, as they are or in the encodings that HTTP knows. */
export function findLeaks(text: string, secrets: Readonly<Record<string, readonly string[]>>): string[] {
	return Object.entries(secrets).flatMap(([name, values]) =>
		values.some((value) => encodings(value).some((encoded) => text.includes(encoded))) ? [name] : [],
	);
}

function encodings(secret: string): string[] {
	if (secret.length < MIN_SECRET_CHARS) throw new Error(`'${secret}' is too short to look for`);
	return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')];
}
