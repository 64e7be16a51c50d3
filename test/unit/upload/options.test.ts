import { normalizeOptions, type UploadOptions } from '../../../lib/upload/options';
import { createFakeService } from './fake-service';

const { storage } = createFakeService();

const settings = (options: Partial<UploadOptions> = {}) => normalizeOptions({ storage, ...options });

describe('options', () => {
	it('that are left out have their documented defaults', () => {
		const filled = settings();
		expect(filled).toMatchObject({
			storage,
			partSizeBytes: undefined,
			partsInFlight: { start: 4, most: 8 },
			maxAttempts: 8,
			verifyParts: true,
			stallTimeoutMs: 60_000,
		});
		expect(filled.journal).toBeUndefined();
		const progress = { storedBytes: 1, sizeBytes: 1, storedParts: 1, parts: 1, elapsedMs: 1 };
		expect(() => filled.onProgress(progress)).not.toThrow();
	});

	it('are taken where they are given', () => {
		const onProgress = () => {};
		expect(
			settings({ maxPartsInFlight: 3, maxAttempts: 2, verifyParts: false, stallTimeoutMs: 5, onProgress }),
		).toMatchObject({
			partsInFlight: { start: 3, most: 3 },
			maxAttempts: 2,
			verifyParts: false,
			stallTimeoutMs: 5,
			onProgress,
		});
	});

	it('of a clock replace only what they name', async () => {
		const { clock } = settings({ clock: { now: () => 7 } });
		expect(clock.now()).toBe(7);
		expect(clock.random()).toBeLessThan(1);
		await clock.sleep(0, new AbortController().signal);
	});

	it.each<[keyof UploadOptions, number, number]>([
		['maxPartsInFlight', 1, 64],
		['maxAttempts', 1, 100],
		['stallTimeoutMs', 1, 3_600_000],
	])('%s is a whole number from %d to %d', (name, min, max) => {
		for (const value of [min, max]) expect(() => settings({ [name]: value })).not.toThrow();
		for (const value of [min - 1, max + 1, min + 0.5, NaN, Infinity]) {
			const attempt = () => settings({ [name]: value });
			expect(attempt).toThrow(expect.objectContaining({ code: 'UPLOAD_INVALID_OPTION' }));
			expect(attempt).toThrow(`\`${name}\` must be a whole number from ${min} to ${max}; it is ${value}`);
		}
	});
});
