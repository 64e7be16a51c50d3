import { buffer } from 'node:stream/consumers';
import { MIB, sampleStream, sha256 } from '../../../scripts/lib/sample-file.cjs';
import { itemsOf } from '../../support/executions';
import { ExampleLab } from '../support/example-lab';
import { serveRanges, type RangeServer } from '../support/range-server';

/** Five parts of 16 MiB, so two rounds of the loop. */
const SIZE_BYTES = 65 * MIB;

let lab: ExampleLab;
let source: RangeServer;
beforeAll(async () => {
	lab = await ExampleLab.open('own-upload');
	source = await serveRanges(await buffer(sampleStream(SIZE_BYTES, 'film')));
});
afterAll(async () => await Promise.all([lab.close(), source.close()]));

it("n8n's own nodes move the parts from a web address to DingTalk", async () => {
	const assignment = (name: string, value: string) => ({ id: name, name, value, type: 'string' });
	const assignments = [assignment('url', source.url), assignment('fileName', 'film 影片.mp4')];
	const workflow = await lab.install({ 'File to Copy': { parameters: { assignments: { assignments } } } });
	const execution = await lab.run(workflow, 'Start');

	expect(execution.data.resultData.error).toBeUndefined();
	const digest = await sha256(sampleStream(SIZE_BYTES, 'film'));
	expect(lab.emulator.files()).toEqual([expect.objectContaining({ path: '/film 影片.mp4', sha256: digest })]);
	expect(itemsOf(execution, 'Commit File')).toEqual([
		expect.objectContaining({ fileSize: SIZE_BYTES, path: '/film 影片.mp4' }),
	]);
	// Nothing is fetched or sent twice.
	expect(source.ranges.slice(1).toSorted()).toEqual(
		[0, 1, 2, 3, 4]
			.map((index) => [index * 16 * MIB, Math.min((index + 1) * 16 * MIB, SIZE_BYTES) - 1])
			.map(([first, last]) => `bytes=${first}-${last}`)
			.toSorted(),
	);
	expect(lab.emulator.calls({ operation: 'put' })).toHaveLength(5);
	expect(lab.emulator.calls({ operation: 'query' })).toHaveLength(2);
});
