import * as fc from 'fast-check';
import { parsePartNumbers, PartNumbersError } from '../../lib/dingtalk';
import { LIMITS } from '../../lib/upload';

interface Range {
	readonly first: number;
	readonly last: number;
}

const range: fc.Arbitrary<Range> = fc
	.tuple(fc.integer({ min: 1, max: LIMITS.maxParts }), fc.nat(200))
	.map(([first, more]) => ({ first, last: Math.min(LIMITS.maxParts, first + more) }));
const blanks = fc.constantFrom('', ' ', '\t', '  ', '\n');
const comma = fc.constantFrom(',', '，', '、', ';', ',,', ', ,');

/** What a person may write for these ranges. */
const written = fc.array(fc.record({ range, before: blanks, dash: blanks, comma }), {
	minLength: 1,
	maxLength: 20,
});

/** Everything that somebody or something may put where part numbers are expected. */
const anyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string({ unit: fc.constantFrom('0', '1', '9', '-', ',', ' ', '\n', '，', '+', '.', 'e', '٣', '–') }),
	fc.array(fc.nat(20_000), { maxLength: 20 }).map((numbers) => numbers.join('-')),
);

const expand = ({ first, last }: Range) =>
	Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('part numbers', () => {
	it('are read as they were written, each once, in the order given', () => {
		fc.assert(
			fc.property(written, (pieces) => {
				const text = pieces
					.map(({ range: { first, last }, before, dash, comma }) => {
						return before + (first === last ? `${first}` : `${first}${dash}-${dash}${last}`) + comma;
					})
					.join('');
				expect(parsePartNumbers(text)).toEqual([...new Set(pieces.flatMap(({ range }) => expand(range)))]);
			}),
		);
	});

	it('are read again from what was read', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.integer({ min: 1, max: LIMITS.maxParts }), { minLength: 1 }),
				(numbers) => {
					expect(parsePartNumbers(numbers.join(','))).toEqual(numbers);
				},
			),
		);
	});

	it('are whole numbers in range, or an error that says which piece is to blame', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				try {
					const numbers = parsePartNumbers(text);
					expect(numbers.length).toBeGreaterThan(0);
					expect(new Set(numbers).size).toBe(numbers.length);
					const isGood = (number: number) =>
						Number.isInteger(number) && number >= 1 && number <= LIMITS.maxParts;
					expect(numbers.filter((number) => !isGood(number))).toEqual([]);
				} catch (error) {
					if (!(error instanceof PartNumbersError)) throw error;
					expect(text).toContain(error.piece);
				}
			}),
			{ numRuns: 2_000 },
		);
	});

	it.each([
		['1-999999999999', 'outOfRange'],
		[`1-${'9'.repeat(400)}`, 'outOfRange'],
		['9'.repeat(1_000_000), 'outOfRange'],
		[`1${' '.repeat(1_000_000)}x`, 'notANumber'],
		['-'.repeat(1_000_000), 'notANumber'],
		[','.repeat(1_000_000), 'empty'],
	])('of any size cost next to nothing (%#)', (text, reason) => {
		expect(() => parsePartNumbers(text)).toThrow(expect.objectContaining({ reason }));
	});

	it('that are all named again and again stay 10,000', () => {
		expect(parsePartNumbers('1-10000,'.repeat(50_000))).toHaveLength(10_000);
		const overlapping = Array.from({ length: 9_000 }, (_, index) => `${index + 1}-${10_000 - (index % 500)}`);
		expect(parsePartNumbers(overlapping.join(','))).toHaveLength(10_000);
	});

	it('are blamed with a piece that is short enough to be read', () => {
		const blamed = (text: string): PartNumbersError => {
			try {
				parsePartNumbers(text);
			} catch (error) {
				if (error instanceof PartNumbersError) return error;
			}
			throw new Error('It was accepted');
		};
		expect(blamed('x'.repeat(1_000_000)).piece.length).toBeLessThanOrEqual(100);
	});
});
