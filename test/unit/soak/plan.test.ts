import { KINDS, planDay, type Task } from '../../../scripts/lib/soak/plan.cjs';

const MINUTE_MS = 60_000;
const day = planDay({ minutes: 30, seed: 'test' });

const minuteOf = ({ dueMs }: Task) => Math.floor(dueMs / MINUTE_MS);

it('every minute has the same number of each kind', () => {
	for (const [kind, { perMinute }] of Object.entries(KINDS)) {
		const minutes = day.filter((task) => task.kind === kind).map(minuteOf);
		for (let minute = 0; minute < 30; minute++) {
			expect(minutes.filter((each) => each === minute)).toHaveLength(perMinute);
		}
	}
});

it('has files from nothing to 2 GiB, most of them small, each with a name of its own', () => {
	const files = day.flatMap((task) => task.files);
	const sizes = files.map(({ sizeBytes }) => sizeBytes).sort((a, b) => a - b);
	expect([sizes[0], sizes.at(-1)]).toEqual([0, 2 ** 31]);
	expect(sizes[Math.floor(sizes.length * 0.9)]).toBeLessThan(2 ** 20);
	expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
});

it('goes wrong at one call in a hundred, and in many ways', () => {
	const faults = day.flatMap((task) => task.faults) as Array<{ operation: string; kind: string }>;
	const uploads = day.flatMap(({ files }) => files).length;
	// Three or four calls a file, and some more.
	expect(faults.length / uploads).toBeGreaterThan(0.03);
	expect(faults.length / uploads).toBeLessThan(0.05);
	expect(new Set(faults.map(({ kind }) => kind)).size).toBeGreaterThan(12);
	expect(new Set(faults.map(({ operation }) => operation)).size).toBeGreaterThan(8);
});

it('is the same for the same seed, and another for another', () => {
	expect(planDay({ minutes: 2, seed: 'a' })).toEqual(planDay({ minutes: 2, seed: 'a' }));
	expect(planDay({ minutes: 2, seed: 'a' })).not.toEqual(planDay({ minutes: 2, seed: 'b' }));
});
