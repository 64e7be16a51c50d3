import { deterministicBytes } from '../support/pattern-bytes';
import { endLabs, startLab, type Lab } from './support/lab';

const BYTES = deterministicBytes(200_000);

/** 200 kB at 1 MB/s are 200 ms, of which the bucket makes up for at most 20. */
const ONE_PART_MS = 180;

afterEach(endLabs);

async function timeOfTwoParts({ client }: Lab): Promise<number> {
	const uploadKey = await client.open();
	const startedAtMs = performance.now();
	await Promise.all([client.put(uploadKey, 1, BYTES), client.put(uploadKey, 2, BYTES)]);
	return performance.now() - startedAtMs;
}

describe('a simulated line', () => {
	it('carries no more per connection than told', async () => {
		const lab = await startLab({ bytesPerSecondPerConnection: 1_000_000 });
		expect(await timeOfTwoParts(lab)).toBeGreaterThan(ONE_PART_MS);
	});

	it('carries no more in total than told', async () => {
		const lab = await startLab({ bytesPerSecondTotal: 1_000_000 });
		expect(await timeOfTwoParts(lab)).toBeGreaterThan(2 * ONE_PART_MS);
	});

	it('takes a round trip for every answer', async () => {
		const { client } = await startLab({ latencyMs: 50 });
		await client.token();
		const startedAtMs = performance.now();
		await client.put(await client.open(), 1, BYTES);
		expect(performance.now() - startedAtMs).toBeGreaterThan(3 * 49);
	});
});
