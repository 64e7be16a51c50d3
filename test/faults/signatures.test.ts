import type { FaultEffect } from '../../emulator';
import { DEFAULT_SIGNATURE_LIFETIME_SECONDS } from '../../emulator/options';
import { deterministicBytes } from '../support/pattern-bytes';
import { FaultLab, FOUR_PARTS, PART_SIZE_BYTES } from './support/fault-lab';

const IN_FLIGHT = 4;
/** Two batches of part infos. */
const SIXTY_PARTS = deterministicBytes(60 * PART_SIZE_BYTES);

let lab: FaultLab;
beforeEach(async () => (lab = await FaultLab.open()));
afterEach(async () => await lab.close());

describe('signatures that have aged', () => {
	it('before their use are renewed together, with one call', async () => {
		lab.emulator.faults.add({ operation: 'query', kind: 'expire-url' });
		const result = await lab.uploadBytes();
		lab.expectOneFile();
		expect(result.retries).toBeGreaterThan(0);
		expect(result.retries).toBeLessThanOrEqual(IN_FLIGHT);
		expect(lab.count('query')).toBe(2);
	});

	it('all at once cost one refusal for each part on the line, not one for each part signed', async () => {
		lab.emulator.faults.add({ operation: 'query', kind: 'expire-url' });
		const result = await lab.uploadBytes(SIXTY_PARTS, { maxPartsInFlight: IN_FLIGHT });
		lab.expectOneFile(SIXTY_PARTS);
		expect(result.retries).toBeLessThanOrEqual(IN_FLIGHT);
		// The aged batch, and two good ones.
		expect(lab.count('query')).toBe(3);
	});

	it('in mid-upload, as on a machine that slept, are renewed', async () => {
		let hasSlept = false;
		const onProgress = () => {
			if (!hasSlept) lab.emulator.advanceClock((DEFAULT_SIGNATURE_LIFETIME_SECONDS + 60) * 1000);
			hasSlept = true;
		};
		const result = await lab.uploadBytes(SIXTY_PARTS, { maxPartsInFlight: IN_FLIGHT, onProgress });
		lab.expectOneFile(SIXTY_PARTS);
		expect(result.retries).toBeGreaterThan(0);
		expect(result.retries).toBeLessThanOrEqual(IN_FLIGHT);
	});

	it('on their way are renewed for their part alone', async () => {
		lab.emulator.faults.add({ operation: 'put', partNumber: 2, kind: 'expire-url' });
		expect(await lab.uploadBytes()).toMatchObject({ retries: 1 });
		expect(lab.puts(4)).toEqual([1, 2, 1, 1]);
		expect(lab.sleptMs).toEqual([]);
		lab.expectOneFile();
	});
});

describe('a batch of signatures', () => {
	it.each<[string, FaultEffect[]]>([
		['that is too short', [{ kind: 'short-batch', omit: 2 }]],
		['in another order', [{ kind: 'shuffle-batch' }]],
		['with parts nobody asked for', [{ kind: 'extra-parts', extra: 3 }]],
		[
			'with none but parts nobody asked for',
			[
				{ kind: 'short-batch', omit: 30 },
				{ kind: 'extra-parts', extra: 30 },
			],
		],
		['that is empty', [{ kind: 'short-batch', omit: 30 }]],
	])('%s does no harm', async (_, faults) => {
		for (const fault of faults) lab.emulator.faults.add({ ...fault, operation: 'query' });
		expect(await lab.uploadBytes()).toMatchObject({ retries: 0 });
		lab.expectOneFile();
	});

	it('that stays empty ends the upload after a few calls', async () => {
		lab.emulator.faults.add({ operation: 'query', kind: 'short-batch', omit: 30, count: 3 });
		const upload = lab.uploadBytes(FOUR_PARTS, { maxPartsInFlight: 1 });
		await expect(upload).rejects.toMatchObject({ code: 'UPLOAD_SIGN_FAILED', facts: { partNumber: 1 } });
		expect(lab.count('query')).toBe(3);
		lab.expectNoFile();
	});
});

describe('signing that fails', () => {
	it('is repeated without touching the attempts of the part', async () => {
		lab.emulator.faults.add({ operation: 'query', kind: 'return', code: 'systemError', count: 4 });
		expect(await lab.uploadBytes(FOUR_PARTS, { maxAttempts: 1 })).toMatchObject({ retries: 0 });
		expect(lab.count('query')).toBe(5);
		lab.expectOneFile();
	});

	it('leaves a part that fails as well all of its own attempts', async () => {
		lab.emulator.faults.add({ operation: 'put', partNumber: 2, kind: 'return', status: 500, count: 5 });
		lab.emulator.faults.add({ operation: 'put', partNumber: 2, kind: 'expire-url', count: 2 });
		lab.emulator.faults.add({ operation: 'query', kind: 'return', code: 'operationTimeout', count: 4 });
		expect(await lab.uploadBytes()).toMatchObject({ retries: 7 });
		expect(lab.puts(4)).toEqual([1, 8, 1, 1]);
		lab.expectOneFile();
	});

	it('for good ends the upload before a byte is sent', async () => {
		lab.emulator.faults.add({ operation: 'query', kind: 'return', code: 'systemError', count: 5 });
		await expect(lab.uploadBytes()).rejects.toMatchObject({
			code: 'SERVER_BUSY',
			facts: { operation: 'getMultipartFileUploadInfos', apiCode: 'systemError' },
		});
		expect(lab.count('put')).toBe(0);
		lab.expectNoFile();
	});

	it('because the upload is not known any more ends it with one call', async () => {
		lab.emulator.faults.add({ operation: 'query', kind: 'return', code: 'paramError.uploadKey' });
		await expect(lab.uploadBytes()).rejects.toMatchObject({ code: 'UPLOAD_KEY_INVALID' });
		expect(lab.count('query')).toBe(1);
		lab.expectNoFile();
	});
});

describe('a signature that is refused again and again', () => {
	it.each(['SignatureDoesNotMatch', 'RequestTimeTooSkewed', 'AccessDenied', 'InvalidAccessKeyId'])(
		'ends the upload: %s',
		async (code) => {
			lab.emulator.faults.add({ operation: 'put', partNumber: 2, kind: 'return', code, count: 3 });
			await expect(lab.uploadBytes()).rejects.toMatchObject({
				code: 'UPLOAD_PART_FAILED',
				facts: { partNumber: 2, attempts: 3, status: 403, reason: code },
			});
			lab.expectNoFile();
		},
	);
});
