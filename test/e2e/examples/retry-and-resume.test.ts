import { MIB, sampleStream, sha256 } from '../../../scripts/lib/sample-file.cjs';
import { itemsOf } from '../../support/executions';
import { FILES_FOLDER } from '../setup/session';
import { ExampleLab } from '../support/example-lab';
import { makeFile } from '../support/make-file';

const PARTS = 5;
/** Of 1 MiB instead of 16, and one after the other, so that the failure of one cuts no other short. */
const SMALL_PARTS = { partSizeMb: 1, maxConcurrentParts: 1 };

let lab: ExampleLab;
beforeAll(async () => {
	lab = await ExampleLab.open('retry-and-resume');
});
afterAll(async () => await lab.close());
beforeEach(() => lab.emulator.reset());

/** In the order of the file. */
const partsSent = () =>
	lab.emulator
		.calls({ operation: 'put' })
		.map(({ partNumber }) => partNumber)
		.toSorted();

/** Lets part 4 fail so often, and runs the workflow for the files of a folder. */
async function runWithFailures(count: number, folder: string) {
	lab.emulator.faults.add({ operation: 'put', partNumber: 4, kind: 'return', status: 400, count });
	const workflow = await lab.install({
		'Read Files': { parameters: { fileSelector: `${FILES_FOLDER}/${folder}/*` } },
		'Upload File': { waitBetweenTries: 1, parameters: { options: SMALL_PARTS } },
		'Wait for a Better Line': { parameters: { amount: 1, unit: 'seconds' } },
	});
	const execution = await lab.run(workflow, 'Start');
	lab.emulator.faults.assertConsumed();
	return execution;
}

it('what Retry On Fail has not achieved is gone on with later, and no stored part is sent again', async () => {
	await makeFile('resumed/film.bin', PARTS * MIB);
	const execution = await runWithFailures(3, 'resumed');

	expect(execution.status).toBe('success');
	expect(partsSent()).toEqual([1, 2, 3, 4, 4, 4, 4, 5]);
	expect(itemsOf(execution, 'Go On')).toEqual([
		expect.objectContaining({ path: '/film.bin', upload: expect.objectContaining({ resumedParts: 3 }) }),
	]);
	expect(itemsOf(execution, 'Uploaded')).toHaveLength(1);
	expect(lab.emulator.files()).toEqual([
		expect.objectContaining({ sha256: await sha256(sampleStream(PARTS * MIB, 'resumed/film.bin')) }),
	]);
});

it('Retry On Fail is enough for what goes well in the second try', async () => {
	await makeFile('retried/film.bin', PARTS * MIB);
	const execution = await runWithFailures(1, 'retried');

	expect(partsSent()).toEqual([1, 2, 3, 4, 4, 5]);
	expect(execution.data.resultData.runData['Go On']).toBeUndefined();
	expect(itemsOf(execution, 'Uploaded')).toEqual([
		expect.objectContaining({ upload: expect.objectContaining({ resumedParts: 3 }) }),
	]);
});

it('of several files only the one that failed is gone on with, with its own bytes', async () => {
	await makeFile('several/a.bin', MIB);
	await makeFile('several/b.bin', PARTS * MIB);
	const execution = await runWithFailures(1, 'several');

	expect(itemsOf(execution, 'Go On')).toEqual([expect.objectContaining({ path: '/b.bin' })]);
	const digests = lab.emulator.files().map(({ name, sha256: digest }) => [name, digest]);
	expect(digests.toSorted()).toEqual([
		['a.bin', await sha256(sampleStream(MIB, 'several/a.bin'))],
		['b.bin', await sha256(sampleStream(PARTS * MIB, 'several/b.bin'))],
	]);
});
