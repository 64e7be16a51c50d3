import { DEMO } from '../../../emulator';
import { bufferSource } from '../../../lib/upload';
import { MIB, sampleStream, sha256 } from '../../../scripts/lib/sample-file.cjs';
import { itemsOf } from '../../support/executions';
import { createUploadLab } from '../../support/upload-lab';
import { FILES_FOLDER } from '../setup/session';
import { ExampleLab } from '../support/example-lab';
import { makeFile } from '../support/make-file';

const TRIGGER = 'Every Night at 2:00';
const DAY_MS = 24 * 60 * 60 * 1000;
/** Two parts of 64 MiB. */
const SIZE_BYTES = 65 * MIB;

const inShanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
/** The second one, should midnight come in between. */
const DAYS = [Date.now(), Date.now() + DAY_MS].map((ms) => inShanghai.format(ms));
const backupOf = (day: string | undefined) => `backup-${day}.tar.gz`;

let behindMs = 0;
let lab: ExampleLab;
beforeAll(async () => {
	lab = await ExampleLab.open('nightly-backup', { now: () => Date.now() - behindMs });
	for (const day of DAYS) await makeFile(backupOf(day), SIZE_BYTES);
});
afterAll(async () => await lab.close());
beforeEach(async () => {
	lab.emulator.reset();
	await store('backup-2026-01-01.tar.gz', 31);
	await store('backup-2026-01-03.tar.gz', 29);
	await store('budget.xlsx', 31);
});

/** A file that somebody has uploaded some days ago. */
async function store(fileName: string, daysAgo: number): Promise<void> {
	behindMs = daysAgo * DAY_MS;
	const uploads = createUploadLab(lab.emulator);
	await uploads.upload(bufferSource(Buffer.from(fileName)), { fileName, parentId: DEMO.folders.backups });
	await uploads.close();
	behindMs = 0;
}

const run = async () => {
	const selector = `=${FILES_FOLDER}/backup-{{ $now.format('yyyy-MM-dd') }}.tar.gz`;
	const workflow = await lab.install({
		'Read Backup': { parameters: { fileSelector: selector } },
		'Upload Backup': { waitBetweenTries: 1 },
	});
	return await lab.run(workflow, TRIGGER);
};
const stored = () => lab.emulator.files().map(({ name }) => name);

it('the backup of the day is uploaded, and then the old ones are deleted, and nothing else', async () => {
	const execution = await run();

	expect(execution.status).toBe('success');
	expect(itemsOf(execution, 'Delete Old Backup')).toEqual([
		expect.objectContaining({ deleted: true, path: '/Backups/backup-2026-01-01.tar.gz' }),
	]);
	const [backup] = lab.emulator.files().filter(({ sizeBytes }) => sizeBytes === SIZE_BYTES);
	expect(backup?.parts).toHaveLength(2);
	expect(DAYS.map(backupOf)).toContain(backup?.name);
	expect(backup?.sha256).toBe(await sha256(sampleStream(SIZE_BYTES, backup?.name)));
	expect(stored().toSorted()).toEqual([backup?.name, 'backup-2026-01-03.tar.gz', 'budget.xlsx'].toSorted());
});

it('without the backup of the day, nothing is deleted, and the error says what happened', async () => {
	lab.emulator.faults.add({ operation: 'put', kind: 'return', status: 400, count: 100 });
	const { status, data } = await run();

	expect(status).toBe('error');
	expect(data.resultData.error.message).toMatch(
		/^The backup backup-.* is not in DingTalk: A part of the file could not be stored\. Check that/,
	);
	expect(stored()).toEqual(['backup-2026-01-01.tar.gz', 'backup-2026-01-03.tar.gz', 'budget.xlsx']);
});
