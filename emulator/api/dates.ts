const CHINA_OFFSET_MS = 8 * 3600 * 1000;

/** `2026-05-28T01:37:16Z`, as the documentation has it. */
export function isoDate(ms: number): string {
	return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** `Thu May 28 09:37:16 CST 2026`, as real answers have it: a Java date in China's time. */
export function chinaDate(ms: number): string {
	const utc = new Date(ms + CHINA_OFFSET_MS).toUTCString();
	const [weekday = '', day = '', month = '', year = '', time = ''] = utc.split(' ');
	return `${weekday.replace(',', '')} ${month} ${day} ${time} CST ${year}`;
}
