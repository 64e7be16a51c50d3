import { compareQuarters } from '../../../scripts/lib/soak/flatness.cjs';
import type { Sample } from '../../../scripts/lib/soak/samples.cjs';

const MIB = 1024 * 1024;
const SECONDS = 600;
const LOAD = { fromMs: 0, toMs: SECONDS * 1000 };

/** What a worker holds that leaks nothing: more while it is busy, which it is two seconds of three. */
const steady = (second: number): Sample => {
	const busy = second % 3;
	return {
		atMs: second * 1000,
		isCollected: second % 10 === 0,
		rss: (600 + 20 * busy) * MIB,
		heapUsed: (190 + 5 * busy) * MIB,
		external: (20 + busy) * MIB,
		sockets: 18 + 10 * busy,
		descriptors: 46 + 20 * busy,
		resources: 30 + 20 * busy,
		listeners: 11 + busy,
		warnings: 0,
	};
};

const samplesOf = (sampleAt: (second: number) => Partial<Sample>): Sample[] =>
	Array.from({ length: SECONDS }, (_, second) => ({ ...steady(second), ...sampleAt(second) }));

const notFlat = (samples: Sample[]) =>
	compareQuarters(samples, LOAD)
		.filter(({ isFlat }) => !isFlat)
		.map(({ name }) => name);

it('takes a worker that is now busy, now idle, for one that leaks nothing', () => {
	expect(notFlat(samplesOf(() => ({})))).toEqual([]);
});

it('lets n8n load what it needs in the first quarter', () => {
	const loading = samplesOf((second) => (second < SECONDS / 4 ? { rss: 300 * MIB, heapUsed: 90 * MIB } : {}));
	expect(notFlat(loading)).toEqual([]);
});

/** Each second some more, on top of what a worker holds. */
const leak = (field: keyof Sample, perSecond: number) =>
	samplesOf((second) => ({ [field]: Number(steady(second)[field]) + second * perSecond }));

it.each([
	['Heap after a garbage collection', leak('heapUsed', 0.1 * MIB)],
	['Memory outside the heap, after a garbage collection', leak('external', 0.1 * MIB)],
	['RSS', leak('rss', 0.5 * MIB)],
	['Open sockets', leak('sockets', 0.03)],
	['File descriptors', leak('descriptors', 0.03)],
	['Handles, requests and timers', leak('resources', 0.03)],
	['Listeners of the process', leak('listeners', 0.03)],
])('finds a leak: %s', (name, samples) => {
	expect(notFlat(samples)).toEqual([name]);
});

it('does not call a worker flat that nothing is known of', () => {
	expect(notFlat([])).toHaveLength(7);
});
