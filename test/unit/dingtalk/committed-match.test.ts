import { canBeCommitted, windowStartMs, type SoughtFile } from '../../../lib/dingtalk/committed-match';
import type { ConflictStrategy, Dentry } from '../../../lib/dingtalk';

const START_MS = 1_000_000;
const DENTRY: Dentry = {
	id: '1',
	spaceId: 's',
	parentId: '0',
	type: 'FILE',
	name: 'a.pdf',
	sizeBytes: 5,
	extension: 'pdf',
	path: undefined,
	uuid: undefined,
	version: 1,
	createdAtMs: START_MS,
	modifiedAtMs: START_MS,
	raw: {},
};

function isMatch(
	conflictStrategy: ConflictStrategy,
	dentry: Partial<Dentry>,
	sought: Partial<SoughtFile> = {},
) {
	const wanted = { name: 'a.pdf', sizeBytes: 5, conflictStrategy, sinceMs: START_MS, acceptUndated: false };
	return canBeCommitted({ ...DENTRY, ...dentry }, { ...wanted, ...sought }, START_MS);
}

const TIMED: readonly ConflictStrategy[] = ['AUTO_RENAME', 'OVERWRITE', 'RETURN_ERROR_IF_EXISTS'];
const NEW_FILE: readonly ConflictStrategy[] = ['AUTO_RENAME', 'RETURN_ERROR_IF_EXISTS'];
const EXACT: readonly ConflictStrategy[] = ['OVERWRITE', 'RETURN_ERROR_IF_EXISTS', 'RETURN_DENTRY_IF_EXISTS'];

describe.each(TIMED)('%s', (strategy) => {
	test('takes the name, the size and the time of the commit', () => {
		expect(isMatch(strategy, {})).toBe(true);
		expect(isMatch(strategy, { type: undefined })).toBe(true);
	});

	test.each<[string, Partial<Dentry>]>([
		['a folder', { type: 'FOLDER' }],
		['another name', { name: 'b.pdf' }],
		['another size', { sizeBytes: 6 }],
		['no size', { sizeBytes: undefined }],
		['an older file', { createdAtMs: START_MS - 1, modifiedAtMs: START_MS - 1 }],
		['a file without a time', { createdAtMs: undefined, modifiedAtMs: undefined }],
	])('does not take %s', (_, dentry) => {
		expect(isMatch(strategy, dentry)).toBe(false);
	});

	test('takes a file without a time after the key was refused, and still no older one', () => {
		const lenient = { acceptUndated: true };
		expect(isMatch(strategy, { createdAtMs: undefined, modifiedAtMs: undefined }, lenient)).toBe(true);
		expect(isMatch(strategy, { createdAtMs: 1, modifiedAtMs: 1 }, lenient)).toBe(false);
	});
});

test.each(NEW_FILE)('%s makes a new file: one that was only changed is not it', (strategy) => {
	expect(isMatch(strategy, { createdAtMs: START_MS - 1 })).toBe(false);
	expect(isMatch(strategy, { modifiedAtMs: undefined })).toBe(true);
});

test('Replace makes a new version of an old file', () => {
	expect(isMatch('OVERWRITE', { createdAtMs: START_MS - 1 })).toBe(true);
	expect(isMatch('OVERWRITE', { modifiedAtMs: START_MS - 1 })).toBe(false);
});

test('Keep Existing takes the name, whatever the size and the age', () => {
	const other = { sizeBytes: 6, createdAtMs: undefined, modifiedAtMs: 1 };
	expect(isMatch('RETURN_DENTRY_IF_EXISTS', other)).toBe(true);
	expect(isMatch('RETURN_DENTRY_IF_EXISTS', { ...other, type: 'FOLDER' })).toBe(false);
});

test('a numbered name is what only Rename Automatically makes', () => {
	expect(isMatch('AUTO_RENAME', { name: 'a(1).pdf' })).toBe(true);
	for (const strategy of EXACT) expect(isMatch(strategy, { name: 'a(1).pdf' })).toBe(false);
});

describe('the time from which on a file can be it', () => {
	test.each([
		['the clocks agree', 100_000, 100_000, 48_000],
		["DingTalk's clock is ahead", 130_000, 100_000, 78_000],
		["DingTalk's clock is behind", 70_000, 100_000, 18_000],
		['the answer took two seconds', 98_000, 100_000, 46_000],
		["nobody knows DingTalk's clock", undefined, 100_000, -70_000],
	])('%s', (_, serverTimeMs, nowMs, expected) => {
		expect(windowStartMs(50_000, serverTimeMs, nowMs)).toBe(expected);
	});
});
