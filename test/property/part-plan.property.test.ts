import * as fc from 'fast-check';
import { LIMITS, planParts, UploadError } from '../../lib/upload';

const fileSize = fc.oneof(
	fc.integer({ min: 0, max: 64 * 1024 * 1024 }),
	fc.maxSafeNat().map((value) => value % (LIMITS.maxFileSizeBytes + 1)),
);
const partSize = fc.integer({ min: LIMITS.minPartSizeBytes, max: LIMITS.maxPartSizeBytes });

describe('a part plan', () => {
	it('tiles every file exactly, in order, within all limits', () => {
		fc.assert(
			fc.property(fileSize, (sizeBytes) => {
				const plan = planParts(sizeBytes);
				let end = 0;
				for (const [index, part] of plan.parts.entries()) {
					const isLast = index === plan.parts.length - 1;
					const fits = isLast ? part.sizeBytes <= plan.partSizeBytes : part.sizeBytes === plan.partSizeBytes;
					if (part.partNumber !== index + 1 || part.offsetBytes !== end || !fits) {
						throw new Error(`Misplaced: ${JSON.stringify(part)} at ${index}, after ${end} bytes`);
					}
					end += part.sizeBytes;
				}
				expect(end).toBe(sizeBytes);
				expect(plan.parts.length).toBeGreaterThanOrEqual(1);
				expect(plan.parts.length).toBeLessThanOrEqual(LIMITS.maxParts);
				expect(plan.partSizeBytes).toBeLessThanOrEqual(LIMITS.maxPartSizeBytes);
			}),
			{ numRuns: 60 },
		);
	});

	it('keeps the part size that was asked for, or refuses it where 10,000 parts would not suffice', () => {
		fc.assert(
			fc.property(fileSize, partSize, (sizeBytes, wanted) => {
				const needed = Math.ceil(sizeBytes / wanted);
				if (needed > LIMITS.maxParts) {
					expect(() => planParts(sizeBytes, wanted)).toThrow(UploadError);
				} else {
					const plan = planParts(sizeBytes, wanted);
					expect(plan.partSizeBytes).toBe(wanted);
					expect(plan.parts).toHaveLength(Math.max(1, needed));
				}
			}),
			{ numRuns: 60 },
		);
	});
});
