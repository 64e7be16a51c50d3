import fc from 'fast-check';
import { findFolderPathFlaw, splitFolderPath } from '../../../lib/dingtalk';
import { joinFolderPath } from '../../../lib/dingtalk/folder-path';

test.each([
	['/Reports/2026/11', ['Reports', '2026', '11']],
	['Reports/2026/11', ['Reports', '2026', '11']],
	['/Reports/2026/11/', ['Reports', '2026', '11']],
	['//Reports///2026', ['Reports', '2026']],
	[' / Reports / 2026 ', ['Reports', '2026']],
	['/报告 2026/九月', ['报告 2026', '九月']],
	['/', []],
	['', []],
	['   ', []],
	[' / / ', []],
])('%j has the names %j', (path, names) => {
	expect(splitFolderPath(path)).toEqual(names);
});

test.each([
	[['Reports', '2026'], undefined],
	[[], undefined],
	[['Reports', 'a*b', 'c|d'], { name: 'a*b', flaw: { kind: 'character', character: '*' } }],
	[['v1.'], { name: 'v1.', flaw: { kind: 'trailingDot' } }],
	[['..'], { name: '..', flaw: { kind: 'trailingDot' } }],
	[['a\\b'], { name: 'a\\b', flaw: { kind: 'character', character: '\\' } }],
	[['文'.repeat(86)], { name: '文'.repeat(86), flaw: { kind: 'tooLong', bytes: 258 } }],
])('in %j the first flaw is %j', (names, flaw) => {
	expect(findFolderPathFlaw(names)).toEqual(flaw);
});

test('a path is written from the top', () => {
	expect(joinFolderPath([])).toBe('/');
	expect(joinFolderPath(['Reports', '2026'])).toBe('/Reports/2026');
});

test('what was split and written again is split the same', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (path) => {
			const names = splitFolderPath(path);
			expect(splitFolderPath(joinFolderPath(names))).toEqual(names);
			for (const name of names) expect(name).toMatch(/^[^/\s](.*[^/\s])?$/su);
		}),
	);
});
