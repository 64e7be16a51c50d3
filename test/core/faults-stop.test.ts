import type { Operation } from '../../emulator';
import { MIB, sampleStream } from '../../scripts/lib/sample-file.cjs';
import { eventually } from '../support/eventually';
import { openCoreLab, uploadNode, useCoreLab } from './support/core-lab';

/** At this speed the file below would take a minute. */
const BYTES_PER_SECOND = 1 * MIB;
/** What a person at the Stop button may expect. */
const STOP_WITHIN_MS = 1000;

const lab = useCoreLab({ emulator: { bytesPerSecondTotal: BYTES_PER_SECOND } });

it('ends within a second when the execution is stopped, and leaves no file behind', async () => {
	const data = await lab.n8n.storeBinary(sampleStream(60 * MIB), 'stopped.bin');
	const execution = lab.n8n.start(uploadNode(), [{ json: {}, binary: { data } }]);
	const puts = () => lab.emulator.calls({ operation: 'put' });
	await eventually(() => puts().some((put) => put.bytes > 0), 'bytes of a part arrive');

	const stoppedAtMs = performance.now();
	execution.cancel();
	await execution.catch(() => {});

	expect(performance.now() - stoppedAtMs).toBeLessThan(STOP_WITHIN_MS);
	expect(lab.emulator.files()).toEqual([]);
	expect(lab.emulator.calls({ operation: 'commit' })).toEqual([]);
});

it('ends within a second with many items under way, and starts no more of them', async () => {
	const items = await Promise.all(
		Array.from({ length: 60 }, async (_, index) => ({
			json: {},
			binary: { data: await lab.n8n.storeBinary(sampleStream(1 * MIB), `${index}.bin`) },
		})),
	);
	const execution = lab.n8n.start(uploadNode(), items);
	const puts = () => lab.emulator.calls({ operation: 'put' });
	await eventually(() => puts().length > 5, 'several files are on their way');

	const stoppedAtMs = performance.now();
	execution.cancel();
	await execution.catch(() => {});

	expect(performance.now() - stoppedAtMs).toBeLessThan(STOP_WITHIN_MS);
	const calls = lab.emulator.calls().length;
	await eventually(() => puts().every(({ endedAtMs }) => endedAtMs !== undefined), 'n8n hangs up');
	expect(lab.emulator.calls()).toHaveLength(calls);
});

/** n8n cancels in the same way when the user stops an execution and when its time is over. */
it.each<Operation>(['token', 'init', 'query', 'put', 'commit'])(
	'ends within a second while a call of %s gets no answer, and hangs up',
	async (operation) => {
		const fresh = await openCoreLab();
		try {
			fresh.emulator.faults.add({ operation, kind: 'stall' });
			const data = await fresh.n8n.storeBinary(sampleStream(1 * MIB), 'stalled.bin');
			const execution = fresh.n8n.start(uploadNode(), [{ json: {}, binary: { data } }]);
			const stalled = () =>
				fresh.emulator.calls({ operation }).filter(({ faults }) => faults.includes('stall'));
			await eventually(() => stalled().length === 1, 'a call gets no answer');

			const stoppedAtMs = performance.now();
			execution.cancel();
			await execution.catch(() => {});

			expect(performance.now() - stoppedAtMs).toBeLessThan(STOP_WITHIN_MS);
			// A login is n8n's own request, for all executions: it goes on, up to its time limit.
			const isHungUp = () => operation === 'token' || stalled()[0]?.endedAtMs !== undefined;
			await eventually(isHungUp, 'n8n hangs up');
			expect(fresh.emulator.files()).toEqual([]);
			fresh.emulator.faults.assertConsumed();
		} finally {
			await fresh.close();
		}
	},
);
