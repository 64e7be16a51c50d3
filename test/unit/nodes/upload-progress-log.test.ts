import type { IExecuteFunctions } from 'n8n-workflow';
import {
	formatBytes,
	formatDuration,
	logProgress,
} from '../../../nodes/DingTalkStorage/actions/file/upload-progress-log';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** An upload whose parts are stored one by one, each after the same time, and the lines it leaves. */
function linesOf({ parts, partBytes, msPerPart }: { parts: number; partBytes: number; msPerPart: number }) {
	const logged: string[] = [];
	const shown: unknown[] = [];
	const functions = {
		logger: { info: (line: string) => logged.push(line) },
		sendMessageToUI: (line: unknown) => shown.push(line),
	} as unknown as IExecuteFunctions;
	const onProgress = logProgress(functions, 'backup.tar.gz');
	for (let part = 1; part <= parts; part++) {
		onProgress({
			storedParts: part,
			parts,
			storedBytes: part * partBytes,
			sizeBytes: parts * partBytes,
			elapsedMs: part * msPerPart,
		});
	}
	return { logged, shown };
}

const percentOf = (line: string) => Number(/: (\d+) %/.exec(line)?.[1]);

test('a file of one part, or of none, leaves no line', () => {
	expect(linesOf({ parts: 1, partBytes: 5 * GIB, msPerPart: 60_000 }).logged).toEqual([]);
	expect(linesOf({ parts: 1, partBytes: 0, msPerPart: 1 }).logged).toEqual([]);
});

test.each([2, 3, 7, 10, 64, 10_000])('a file of %d parts leaves a line every 10 %% at most', (parts) => {
	const percents = linesOf({ parts, partBytes: MIB, msPerPart: 10 }).logged.map(percentOf);
	expect(percents.length).toBe(Math.min(parts, 10));
	expect(percents.at(-1)).toBe(100);
	const steps = percents.map((percent) => Math.floor(percent / 10));
	expect(new Set(steps).size).toBe(steps.length);
});

test('a line says how far it is, how fast it goes, and how long it will take', () => {
	const { logged } = linesOf({ parts: 10, partBytes: 100 * MIB, msPerPart: 20_000 });
	expect(logged[3]).toBe("Uploading 'backup.tar.gz': 40 % of 1000.0 MiB, 5.0 MiB/s, 2 min left");
	expect(logged[7]).toBe("Uploading 'backup.tar.gz': 80 % of 1000.0 MiB, 5.0 MiB/s, 40 s left");
	expect(logged[9]).toBe("Uploading 'backup.tar.gz': 100 % of 1000.0 MiB, 5.0 MiB/s");
});

test('the author of the workflow reads the same lines in the editor', () => {
	const { logged, shown } = linesOf({ parts: 5, partBytes: MIB, msPerPart: 10 });
	expect(shown).toEqual(logged);
});

test('the speed is that since the last line', () => {
	const logged: string[] = [];
	const functions = { logger: { info: (line: string) => logged.push(line) } };
	const onProgress = logProgress(functions as unknown as IExecuteFunctions, 'a');
	const progress = { sizeBytes: 100 * MIB, parts: 2, storedParts: 1 };
	onProgress({ ...progress, storedBytes: 50 * MIB, elapsedMs: 1_000 });
	onProgress({ ...progress, storedBytes: 60 * MIB, elapsedMs: 11_000 });
	expect(logged).toEqual([
		"Uploading 'a': 50 % of 100.0 MiB, 50.0 MiB/s, 1 s left",
		"Uploading 'a': 60 % of 100.0 MiB, 1.0 MiB/s, 40 s left",
	]);
});

test('parts that take no time, as those compared after a failure, do no harm', () => {
	const { logged } = linesOf({ parts: 10, partBytes: MIB, msPerPart: 0 });
	expect(logged).toHaveLength(10);
	for (const line of logged) expect(line).not.toMatch(/NaN|Infinity/);
});

test.each([
	[0, '0 bytes'],
	[1023, '1023 bytes'],
	[1024, '1.0 KiB'],
	[1536, '1.5 KiB'],
	[MIB, '1.0 MiB'],
	[9.3 * GIB, '9.3 GiB'],
	[48.8 * 1024 * GIB, '48.8 TiB'],
	[2 ** 60, '1048576.0 TiB'],
])('%d bytes are %s', (bytes, text) => {
	expect(formatBytes(bytes)).toBe(text);
});

test.each([
	[0, '1 s'],
	[0.4, '1 s'],
	[89, '89 s'],
	[90, '2 min'],
	[180, '3 min'],
	[5_340, '89 min'],
	[5_400, '1.5 h'],
	[36_000, '10.0 h'],
])('%d seconds are %s', (seconds, text) => {
	expect(formatDuration(seconds)).toBe(text);
});
