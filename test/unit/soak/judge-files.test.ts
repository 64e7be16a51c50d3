import type { Job } from '../../../scripts/lib/soak/driver.cjs';
import { judgeFiles, type StoredFile } from '../../../scripts/lib/soak/judge-files.cjs';
import type { Kind, Source } from '../../../scripts/lib/soak/plan.cjs';
import { partDigests } from '../../../scripts/lib/soak/sources.cjs';

const MIB = 1024 * 1024;

const SOURCE: Source = { name: 'report-1.bin', sizeBytes: 3 * MIB + 5 };
const DELETED: Source = { name: 'tidy-1.bin', sizeBytes: 7 };

const jobOf = (kind: Kind, source: Source, fileId: string, state: Job['state'] = 'succeeded'): Job => ({
	task: {
		name: kind,
		kind,
		dueMs: 0,
		files: [source],
		method: 'multipart',
		strategy: 'AUTO_RENAME',
		faults: [],
	},
	state,
	executions: ['1'],
	failures: [],
	sinceMs: 0,
	outputs: [{ fileId }],
});

const PART_SIZES = [2 * MIB, MIB, 5];
const stored = (more: Partial<StoredFile> = {}): StoredFile => ({
	id: '1',
	name: SOURCE.name,
	sizeBytes: SOURCE.sizeBytes,
	parts: partDigests(SOURCE, PART_SIZES).map((sha256, index) => ({
		sha256,
		sizeBytes: PART_SIZES[index] ?? 0,
	})),
	...more,
});

const JOBS = [jobOf('report', SOURCE, '1'), jobOf('tidy', DELETED, '2')];

const broken = async (files: StoredFile[], jobs = JOBS) =>
	(await judgeFiles(jobs, files, () => {}))
		.filter(({ broken: of }) => of.length > 0)
		.map(({ promise }) => promise);

it('finds nothing where all is as it should be', async () => {
	expect(await broken([stored()])).toEqual([]);
});

it('finds a file that is not there', async () => {
	expect(await broken([])).toEqual([
		'None is lost: what n8n calls a success is in DingTalk, part by part with the bytes of its source',
		'None is there twice',
		'The node names the file that it has made',
	]);
});

it.each([
	['of another size', stored({ sizeBytes: 7 })],
	[
		'with two parts mixed up',
		stored({ parts: [1, 0, 2].map((at) => stored().parts[at] ?? { sizeBytes: 0, sha256: '' }) }),
	],
	['that lacks a part', stored({ parts: stored().parts.slice(0, 2) })],
	[
		'with the bytes of another',
		stored({ parts: [{ sizeBytes: SOURCE.sizeBytes, sha256: 'ab'.repeat(32) }] }),
	],
])('finds a file %s', async (_, file) => {
	expect(await broken([file])).toEqual([expect.stringMatching(/^None is lost/)]);
});

it('finds a file that is there twice, whatever it was renamed to', async () => {
	expect(await broken([stored(), stored({ id: '3', name: 'report-1(1).bin' })])).toEqual([
		'None is there twice',
	]);
});

it('finds a file that was not deleted', async () => {
	const left = stored({ id: '2', name: DELETED.name });
	expect(await broken([stored(), left])).toEqual(['What the node has deleted is gone']);
});

it('finds a file that nobody uploaded', async () => {
	expect(await broken([stored(), stored({ id: '3', name: 'else.bin' })])).toEqual([
		'Nothing is there that nobody uploaded',
	]);
});

it('asks for no file where it is unclear whether there is one', async () => {
	expect(await broken([], [jobOf('report', SOURCE, '', 'unclear')])).toEqual([]);
	expect(await broken([stored()], [jobOf('report', SOURCE, '', 'unclear')])).toEqual([]);
});
