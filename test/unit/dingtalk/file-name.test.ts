import { cleanFileName, findFileNameFlaw } from '../../../lib/dingtalk';

test.each([
	['a.pdf'],
	['第三季度 报告（终稿）.xlsx'],
	['a b'],
	['.gitignore'],
	['a:b?c'],
	['a..b'],
	['😀.png'],
])('%s is fine', (name) => {
	expect(findFileNameFlaw(name)).toBeUndefined();
});

test.each(['\t', '*', '"', '<', '>', '|', '/', '\\', '\n', '\u0000', '\u007f'])(
	'%j is named',
	(character) => {
		expect(findFileNameFlaw(`a${character}b.txt`)).toEqual({ kind: 'character', character });
	},
);

test('a dot at the end is refused, as DingTalk does', () => {
	expect(findFileNameFlaw('report.')).toEqual({ kind: 'trailingDot' });
});

test('blanks at both ends go, as they do at DingTalk, and nothing may be left over', () => {
	expect(cleanFileName('  a b.txt ')).toBe('a b.txt');
	expect(findFileNameFlaw(cleanFileName('   '))).toEqual({ kind: 'empty' });
});

test('the length is counted in bytes of UTF-8', () => {
	expect(findFileNameFlaw('文'.repeat(85))).toBeUndefined();
	expect(findFileNameFlaw('文'.repeat(85) + 'a')).toEqual({ kind: 'tooLong', bytes: 256 });
});
