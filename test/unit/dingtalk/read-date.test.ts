import { readDateMs } from '../../../lib/dingtalk/read-date';

const MOMENT_MS = Date.UTC(2026, 4, 28, 1, 37, 16);

test.each([
	['Thu May 28 09:37:16 CST 2026', MOMENT_MS],
	['Thu May 28 01:37:16 UTC 2026', MOMENT_MS],
	['Thu May 28 01:37:16 GMT 2026', MOMENT_MS],
	['Thu Jan 01 00:00:00 CST 2026', Date.UTC(2025, 11, 31, 16)],
	['Thu, 28 May 2026 01:37:16 GMT', MOMENT_MS],
	['2026-05-28T01:37:16Z', MOMENT_MS],
	['2026-05-28T01:37:16.250Z', MOMENT_MS + 250],
	['2026-05-28T01:37Z', MOMENT_MS - 16_000],
	['2026-05-28T09:37:16+08:00', MOMENT_MS],
	['2026-05-28T09:37:16+0800', MOMENT_MS],
])('%s', (text, expected) => {
	expect(readDateMs(text)).toBe(expected);
});

test.each([
	['nothing', undefined],
	['the empty text', ''],
	['a number', MOMENT_MS],
	['no date', 'yesterday'],
	['a zone nobody knows', 'Thu May 28 09:37:16 EDT 2026'],
	['a zone that is a property of every object', 'Thu May 28 09:37:16 toString 2026'],
	['no zone', '2026-05-28T01:37:16'],
	['no zone, as Java has it', 'Thu May 28 09:37:16 2026'],
	['no time', '2026-05-28'],
	['a month that does not exist', '2026-13-28T01:37:16Z'],
	['an hour that does not exist', 'Thu May 28 29:37:16 CST 2026'],
	['something behind it', 'Thu May 28 09:37:16 CST 2026 or so'],
])('%s is no date', (_, value) => {
	expect(readDateMs(value)).toBeUndefined();
});
