import type { Emulator, RecordedCall, StoredFile } from '../../emulator';
import type { Dentry } from '../../lib/dingtalk';
import { bufferSource, UploadJournal, type Checkpoint, type UploadResult } from '../../lib/upload';
import { createUploadLab, type UploadLab } from '../support/upload-lab';
import { hasSilence } from './fault-script';
import { newHoldings, observe, type Holdings } from './observed-source';
import { onAGoodDay, type Scenario } from './scenario';
import { makeSource } from './scenario-source';

/** How one attempt at the upload ended, and what it left behind. */
export interface Attempt {
	readonly result: UploadResult<Dentry> | undefined;
	readonly error: unknown;
	/** As it would come back from a store. */
	readonly checkpoint: Checkpoint | undefined;
	readonly held: Holdings;
	readonly files: readonly StoredFile[];
}

export interface Trial {
	/** The folder as it was. */
	readonly filesBefore: readonly StoredFile[];
	readonly first: Attempt;
	/** After a failure: the same again, on a good day. */
	readonly second: Attempt | undefined;
}

/** Far above what a run takes, also on a busy machine. */
const HANG_MS = 10_000;
/** Short where a peer falls silent, since all of it is waited for; long where none does, so that a busy machine is no stall. */
const SHORT_MS = 200;
const LONG_MS = 10_000;

/** Runs the scenario, and where it fails goes on with its checkpoint. */
export async function runScenario(scenario: Scenario, emulator: Emulator, folder: string): Promise<Trial> {
	emulator.reset();
	const timeoutMs = hasSilence(scenario.faults) ? SHORT_MS : LONG_MS;
	const lab = createUploadLab(emulator, { callTimeoutMs: timeoutMs });
	const attempt = async (journal: UploadJournal, { source, stopAfterParts }: Scenario) =>
		await runAttempt({ ...scenario, source, stopAfterParts }, { emulator, lab, journal, folder, timeoutMs });
	try {
		if (scenario.isNameTaken) await lab.upload(bufferSource(Buffer.from('The file that was there before.')));
		const filesBefore = emulator.files();
		Object.assign(emulator.switches, scenario.switches);
		emulator.faults.add(...scenario.faults.map(({ fault }) => fault));
		const first = await attempt(new UploadJournal(), scenario);
		emulator.faults.clear();
		const second =
			first.error === undefined
				? undefined
				: await attempt(new UploadJournal(first.checkpoint), onAGoodDay(scenario));
		return { filesBefore, first, second };
	} finally {
		await lab.close();
	}
}

interface Surroundings {
	readonly emulator: Emulator;
	readonly lab: UploadLab;
	readonly journal: UploadJournal;
	readonly folder: string;
	readonly timeoutMs: number;
}

async function runAttempt(
	scenario: Scenario,
	{ emulator, lab, journal, folder, timeoutMs }: Surroundings,
): Promise<Attempt> {
	const { partSizeBytes, maxPartsInFlight, verifyParts, conflictStrategy, stopAfterParts } = scenario;
	const held = newHoldings();
	const stop = new AbortController();
	const source = observe(makeSource(scenario.source, scenario.sizeBytes, folder), held);
	const upload = lab.upload(source, {
		partSizeBytes,
		maxPartsInFlight,
		verifyParts,
		conflictStrategy,
		journal,
		stallTimeoutMs: timeoutMs,
		signal: stop.signal,
		onProgress({ storedParts }) {
			if (storedParts === stopAfterParts) stop.abort();
		},
	});
	const ended = await settled(upload);
	await until(() => isAtRest(emulator, held), 'everything it had opened is closed');
	const { checkpoint } = journal;
	return {
		...ended,
		checkpoint: checkpoint && (JSON.parse(JSON.stringify(checkpoint)) as Checkpoint),
		held,
		files: emulator.files(),
	};
}

async function settled(upload: Promise<UploadResult<Dentry>>): Promise<Pick<Attempt, 'result' | 'error'>> {
	let outcome: Pick<Attempt, 'result' | 'error'> | undefined;
	upload.then(
		(result) => (outcome = { result, error: undefined }),
		(error: unknown) => (outcome = { result: undefined, error }),
	);
	await until(() => outcome !== undefined, 'the upload ends');
	return outcome as unknown as Pick<Attempt, 'result' | 'error'>;
}

/** No request under way, no buffer out of the pool, the source closed. */
function isAtRest(emulator: Emulator, held: Holdings): boolean {
	// A server that reads no more does not see either that the other side has gone.
	const isOver = ({ endedAtMs, faults }: RecordedCall) =>
		endedAtMs !== undefined || faults.includes('stop-reading');
	const isQuiet = emulator.calls().every(isOver);
	return isQuiet && held.partsHeld === 0 && held.bufferBytes === 0 && held.isClosed;
}

async function until(condition: () => boolean, what: string): Promise<void> {
	const deadlineMs = performance.now() + HANG_MS;
	while (!condition()) {
		if (performance.now() > deadlineMs) throw new Error(`Not within ${HANG_MS / 1000} s: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 1));
	}
}
