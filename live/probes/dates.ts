import { valueAt } from '../answer';
import type { Probe } from '../probe';
import { UPLOAD_CALLS, uploadFewBytes } from '../raw-upload';

const STYLES: ReadonlyArray<readonly [style: string, pattern: RegExp]> = [
	['like Thu May 28 09:37:16 CST 2026', /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d CST \d{4}$/],
	['like 2026-05-28T01:37:16Z', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
];

/** A time zone that was misread shows as half an hour at least; clocks of servers are closer. */
const TOLERANCE_MS = 300_000;

export const dates: Probe = {
	question: 'The dates of a file',
	maxCalls: UPLOAD_CALLS + 1,
	alternatives: [{ dateFormat: 'iso' }],
	async ask(at) {
		const file = await uploadFewBytes(at, 'dates.bin');
		const query = { parentId: at.folderId, order: 'newestFirst' } as const;
		const page = await at.api.listDentries(at.spaceId, at.unionId, query, at.signal);
		const listed = page.entries.find(({ id }) => id === file.id);
		return {
			'in the answer to its commit': styleOf(valueAt(file.raw, 'createTime')),
			'in the list of its folder': styleOf(valueAt(listed?.raw, 'modifiedTime')),
			'as the node reads them': describe(listed?.modifiedAtMs, page.serverTimeMs ?? Date.now()),
		};
	},
};

function styleOf(date: unknown): string {
	if (typeof date !== 'string') return date === undefined ? 'none' : typeof date;
	return STYLES.find(([, pattern]) => pattern.test(date))?.[0] ?? date.replace(/\d/g, '0');
}

function describe(dateMs: number | undefined, nowMs: number): string {
	if (dateMs === undefined) return 'not at all';
	return Math.abs(nowMs - dateMs) < TOLERANCE_MS ? 'as now' : 'as another time than now';
}
