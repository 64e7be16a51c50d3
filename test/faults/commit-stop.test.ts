import type { Fault } from '../../emulator';
import { orAborted } from '../../lib/upload';
import { createCommitLab, useCommitLab } from '../support/commit-lab';
import { eventually } from '../support/eventually';
import { deterministicBytes } from '../support/pattern-bytes';

const BYTES = deterministicBytes(5_000);

const at = useCommitLab();

test('a stop ends the wait before a look at once', async () => {
	let isWaiting = false;
	const lab = createCommitLab(at.emulator, {
		async sleep(_ms, signal) {
			isWaiting = true;
			// A wait without an end: only the stop can end it.
			await orAborted(new Promise<void>(() => {}), signal);
		},
	});
	const upload = await lab.store(BYTES);
	at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
	const stop = new AbortController();
	const settled = upload.commit({ signal: stop.signal });
	await eventually(() => isWaiting, 'it waits before the look');
	stop.abort();
	await expect(settled).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
	expect(at.calls()).toEqual({ commits: 1, looks: 0 });
	await lab.close();
});

const STALLS: ReadonlyArray<readonly [string, Fault[], { commits: number; looks: number }]> = [
	['the first commit', [{ kind: 'stall', operation: 'commit' }], { commits: 1, looks: 0 }],
	[
		'the look',
		[
			{ kind: 'return', operation: 'commit', code: 'systemError' },
			{ kind: 'stall', operation: 'listDentries' },
		],
		{ commits: 1, looks: 1 },
	],
	[
		'the second commit',
		[
			{ kind: 'return', operation: 'commit', code: 'systemError' },
			{ kind: 'stall', operation: 'commit' },
		],
		{ commits: 2, looks: 1 },
	],
];

test.each(STALLS)('a stop ends %s', async (_, faults, expected) => {
	const upload = await at.lab.store(BYTES);
	at.emulator.faults.add(...faults);
	const stop = new AbortController();
	const settled = upload.commit({ signal: stop.signal });
	await eventually(() => at.emulator.faults.unconsumed().length === 0, 'the call hangs');
	stop.abort();
	await expect(settled).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
	expect(at.calls()).toEqual(expected);
});

test('a stop before the commit sends nothing', async () => {
	const upload = await at.lab.store(BYTES);
	await expect(upload.commit({ signal: AbortSignal.abort() })).rejects.toMatchObject({
		code: 'UPLOAD_ABORTED',
	});
	expect(at.calls()).toEqual({ commits: 0, looks: 0 });
});
