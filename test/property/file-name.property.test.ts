import * as fc from 'fast-check';
import { cleanFileName, FILE_NAME_MAX_BYTES, findFileNameFlaw } from '../../lib/dingtalk';

/** Letters of all kinds, and what makes trouble in names. */
const unit = fc.oneof(
	fc.constantFrom('a', '文', '件', 'é', 'e\u0301', '😀', '👨‍👩‍👧', '🇩🇪', 'ß', 'İ', 'ﬁ', ' ', '.', '-', '_'),
	fc.constantFrom('\u202e', '\u200f', '\u200b', '\ufeff', '\u00a0', '\u3000', '\u2028', '\u0085', '\u007f'),
	fc.constantFrom(
		'\ud83d',
		'\ude00',
		'\u0000',
		'\n',
		'\r',
		'\t',
		'/',
		'\\',
		'..',
		'|',
		'<',
		'"',
		'*',
		':',
		'?',
	),
	fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const anyName = fc.oneof(fc.string({ unit, maxLength: 40 }), fc.string({ unit: 'binary' }));

describe('a file name', () => {
	it('is accepted whole, or refused with the reason', () => {
		fc.assert(
			fc.property(anyName, (text) => {
				const name = cleanFileName(text);
				const flaw = findFileNameFlaw(name);
				expect(cleanFileName(name)).toBe(name);
				if (flaw?.kind === 'character') expect(name).toContain(flaw.character);
				if (flaw !== undefined) return;
				expect(name).toBe(name.trim());
				expect(name).not.toBe('');
				expect(name).not.toMatch(/[/\\]|\.$/);
				expect(Buffer.byteLength(name)).toBeLessThanOrEqual(FILE_NAME_MAX_BYTES);
				// What arrives on the other side of the wire is what was sent.
				expect(Buffer.from(name, 'utf8').toString('utf8')).toBe(name);
				expect([...name].filter((letter) => letter < ' ' || letter === '\u007f')).toEqual([]);
			}),
			{ numRuns: 3_000 },
		);
	});

	it.each(['a', 'é', '文', '😀'])('of %s may have 255 bytes and no more', (letter) => {
		const letterBytes = Buffer.byteLength(letter);
		const longest = letter.repeat(Math.floor(FILE_NAME_MAX_BYTES / letterBytes));
		const fill = 'x'.repeat(FILE_NAME_MAX_BYTES - Buffer.byteLength(longest));
		expect(findFileNameFlaw(longest + fill)).toBeUndefined();
		expect(findFileNameFlaw(`${longest}${fill}x`)).toEqual({ kind: 'tooLong', bytes: 256 });
	});

	it.each(['.', '..', 'a.', '../a', '..\\a', 'a/../b', '/etc/passwd'])(
		'never leads out of its folder: %s',
		(name) => {
			expect(findFileNameFlaw(cleanFileName(name))).toBeDefined();
		},
	);

	it.each(['\ud83d', 'a\ude00.txt', '\ude00\ud83d'])('with half a character is refused (%#)', (name) => {
		expect(findFileNameFlaw(name)).toMatchObject({ kind: 'character' });
	});

	it('of any length is judged at once', () => {
		expect(findFileNameFlaw('x'.repeat(10_000_000))).toEqual({ kind: 'tooLong', bytes: 10_000_000 });
		expect(cleanFileName(`${' '.repeat(1_000_000)}a${' '.repeat(1_000_000)}b`)).toHaveLength(1_000_002);
	});
});
