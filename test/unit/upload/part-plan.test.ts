import { LIMITS, planParts } from '../../../lib/upload';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

describe('planParts', () => {
	it('makes one part of 0 bytes of an empty file', () => {
		expect(planParts(0).parts).toEqual([{ partNumber: 1, offsetBytes: 0, sizeBytes: 0 }]);
	});

	it.each([
		['1 byte', 1, 1, 16 * MIB],
		['exactly one part', 16 * MIB, 1, 16 * MIB],
		['one byte more', 16 * MIB + 1, 2, 16 * MIB],
		['1 GiB', GIB, 64, 16 * MIB],
		['the most that 16 MiB parts hold', 10_000 * 16 * MIB, 10_000, 16 * MIB],
		['one byte more than that', 10_000 * 16 * MIB + 1, 9_412, 17 * MIB],
		['48.8 TiB', LIMITS.maxFileSizeBytes, 10_000, 5 * GIB],
	])('cuts %s into parts that suffice', (_, sizeBytes, parts, partSizeBytes) => {
		const plan = planParts(sizeBytes);
		expect(plan.parts).toHaveLength(parts);
		expect(plan.partSizeBytes).toBe(partSizeBytes);
	});

	it.each([
		['more than 48.8 TiB', LIMITS.maxFileSizeBytes + 1, undefined, /48\.8 TiB/],
		['a negative size', -1, undefined, /whole number/],
		['half a byte', 0.5, undefined, /whole number/],
		['no number', Number.NaN, undefined, /whole number/],
		['parts below 100 KiB', GIB, 100 * 1024 - 1, /between 102400 bytes .*; it is 102399/],
		['parts above 5 GiB', GIB, 5 * GIB + 1, /5 GiB/],
		['more than 10,000 parts', 10_000 * MIB + 1, MIB, /into 10001 parts; at most 10000/],
	])('refuses %s', (_, sizeBytes, partSizeBytes, message) => {
		expect(() => planParts(sizeBytes, partSizeBytes)).toThrow(message);
		expect(() => planParts(sizeBytes, partSizeBytes)).toThrow(
			expect.objectContaining({ code: 'UPLOAD_INVALID_OPTION' }),
		);
	});

	it('names a part size that would do', () => {
		expect(() => planParts(100 * GIB, MIB)).toThrow(/Use at least 16777216 bytes/);
	});
});
