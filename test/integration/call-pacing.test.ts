import { DEMO, type Emulator } from '../../emulator';
import { CallPacer } from '../../lib/dingtalk/call-pacer';
import { createApiLab, type ApiLab } from '../support/api-lab';
import { startTestEmulator } from '../support/start-emulator';

/** What DingTalk allows, and the emulator by default. */
const CALLS_PER_SECOND = 20;
const LATENCY_MS = 80;
const CALLS = 60;

let emulator: Emulator;
let labs: ApiLab[];

beforeEach(async () => {
	emulator = await startTestEmulator({ qpsLimit: CALLS_PER_SECOND, latencyMs: LATENCY_MS });
	labs = [];
});
afterEach(async () => {
	await Promise.all(labs.map((lab) => lab.close()));
	await emulator.close();
});

/** A process of an app, with its token. */
async function openProcess(pacer?: CallPacer): Promise<ApiLab> {
	const lab = createApiLab(emulator, { pacer });
	labs.push(lab);
	await lab.api.listSpaces(DEMO.unionId, undefined, new AbortController().signal);
	return lab;
}

/** Asks for all calls at once; each can be told from the others by its query. */
async function callAtOnce({ client }: ApiLab): Promise<void> {
	const call = async (index: number) =>
		await client.call(
			{
				operation: 'listDentries',
				request: {
					host: 'api',
					method: 'GET',
					path: `/v1.0/storage/spaces/${DEMO.spaceId}/dentries`,
					query: { unionId: DEMO.unionId, parentId: '0', index: String(index) },
				},
				idempotent: true,
				parse: (body) => body,
			},
			new AbortController().signal,
		);
	await Promise.all(Array.from({ length: CALLS }, (_, index) => call(index)));
}

const lists = () => emulator.calls().filter(({ path }) => path.endsWith('/dentries'));
const throttledIn = (calls: ReturnType<typeof lists>) => calls.filter(({ status }) => status === 403).length;

test('many calls at once go out in their order, none is throttled, and the limit is made use of', async () => {
	const lab = await openProcess(new CallPacer());
	await callAtOnce(lab);

	expect(lab.client.throttledCalls).toBe(0);
	const calls = lists();
	expect(calls.map(({ query }) => Number(query.index))).toEqual(
		Array.from({ length: CALLS }, (_, index) => index),
	);
	expect(throttledIn(calls)).toBe(0);
	// The time that the limit itself asks for, and half of it for a busy machine.
	const tookMs = (calls.at(-1)?.atMs ?? NaN) - (calls[0]?.atMs ?? NaN);
	expect(tookMs).toBeLessThan((1.5 * 1000 * CALLS) / CALLS_PER_SECOND);
});

test('two processes that know nothing of each other find a pace together', async () => {
	const processes = [await openProcess(new CallPacer()), await openProcess(new CallPacer())];
	await Promise.all(processes.map(callAtOnce));

	const calls = lists();
	const half = calls.length / 2;
	expect(calls.length - throttledIn(calls)).toBe(2 * CALLS);
	expect(throttledIn(calls.slice(half))).toBeLessThan(throttledIn(calls.slice(0, half)));
	// Unpaced, more calls are throttled than not.
	expect(throttledIn(calls)).toBeLessThan(calls.length / 4);
});
