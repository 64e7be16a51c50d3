import { parsePartNumbers } from '../../../lib/dingtalk';

test.each<[string, number[]]>([
	['7', [7]],
	['1-3', [1, 2, 3]],
	['1-3, 60', [1, 2, 3, 60]],
	['60,1-3', [60, 1, 2, 3]],
	[' 1 - 3 ; 5 ', [1, 2, 3, 5]],
	['1，2、3', [1, 2, 3]],
	['1,2,2,1-3', [1, 2, 3]],
	['1,,2,', [1, 2]],
	['10000', [10000]],
])('%j', (text, numbers) => {
	expect(parsePartNumbers(text)).toEqual(numbers);
});

test.each([
	['', 'empty'],
	[' , ', 'empty'],
	['one', 'notANumber'],
	['1.5', 'notANumber'],
	['-3', 'notANumber'],
	['1-2-3', 'notANumber'],
	['1 2', 'notANumber'],
	['5-3', 'reversed'],
	['0', 'outOfRange'],
	['0-3', 'outOfRange'],
	['10001', 'outOfRange'],
	['1-999999999999', 'outOfRange'],
])('%j is refused: %s', (text, reason) => {
	expect(() => parsePartNumbers(text)).toThrow(expect.objectContaining({ reason }));
});

test('the piece to blame is named', () => {
	const refusal = { name: 'PartNumbersError', reason: 'reversed', piece: '5-3' };
	expect(() => parsePartNumbers('1, 5-3, x')).toThrow(expect.objectContaining(refusal));
	expect(() => parsePartNumbers('1, 5-3, x')).toThrow(/reversed/);
	expect(() => parsePartNumbers(' ')).toThrow(expect.objectContaining({ reason: 'empty', piece: '' }));
});
