/**
 * DingTalk documents ISO 8601, answers Java's `Date.toString` (`Thu May 28 09:37:16 CST 2026`), and sends
 * HTTP dates in headers.
 */
const ISO_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const JAVA_DATE = /^[A-Z][a-z]{2} ([A-Z][a-z]{2} \d\d) (\d\d:\d\d:\d\d) ([A-Z]{3}) (\d{4})$/;

/** To others `CST` is a time of America. */
const OFFSETS: Readonly<Record<string, string>> = { CST: '+0800', GMT: '+0000', UTC: '+0000' };

/** Reads a date of DingTalk. Undefined for anything else, and where the time zone is not said or not known. */
export function readDateMs(value: unknown): number | undefined {
	if (typeof value !== 'string') return undefined;
	const ms = Date.parse(ISO_DATE.test(value) || HTTP_DATE.test(value) ? value : fromJava(value));
	return Number.isNaN(ms) ? undefined : ms;
}

function fromJava(value: string): string {
	const [, day, time, zone = '', year] = JAVA_DATE.exec(value) ?? [];
	const offset = Object.hasOwn(OFFSETS, zone) ? OFFSETS[zone] : undefined;
	return offset === undefined ? '' : `${day} ${year} ${time} GMT${offset}`;
}
