import { DEMO, type Emulator, type EmulatorOptions, type Switches } from '../../../emulator';
import { PROBES } from '../../../live/probes';
import { describeResult, isComplete } from '../../../live/report';
import { runLive, type LiveResult } from '../../../live/run-live';
import { AT_ONCE } from '../../../live/tempo';
import { findLeaks } from '../../support/find-leaks';
import { startTestEmulator } from '../../support/start-emulator';
import { accountIn, NAMES_BEFORE, namesInSpace, valuesToHide } from './live-lab';

/** The emulator that stands for DingTalk. */
let dingtalk: Emulator;
let output: string;

async function start(options: EmulatorOptions = {}): Promise<void> {
	dingtalk = await startTestEmulator(options);
}

afterEach(async () => await dingtalk.close());

async function run(signal = new AbortController().signal, probes = PROBES): Promise<LiveResult> {
	const lines: string[] = [];
	const log = (line: string) => void lines.push(line);
	const result = await runLive({ account: accountIn(dingtalk), probes, tempo: AT_ONCE, signal, log });
	output = [...lines, describeResult(result)].join('\n');
	return result;
}

it('finds that nothing differs where nothing does, and leaves nothing behind', async () => {
	await start();
	const result = await run();
	expect(result).toMatchObject({ switches: {}, differences: [], unasked: [], leftBehind: undefined });
	expect(isComplete(result)).toBe(true);
	expect(output).toContain(
		`Nothing differs: DingTalk answers all ${PROBES.length} questions as the emulator does.`,
	);
	expect(await namesInSpace(dingtalk)).toEqual(NAMES_BEFORE);
	expect(dingtalk.files()).toEqual([]);
});

it('makes no more calls than it says beforehand, and says how many it made', async () => {
	await start();
	const { callsMade } = await run();
	const free = ['token', 'put', 'get'];
	expect(dingtalk.calls().filter(({ operation }) => !free.includes(operation))).toHaveLength(callsMade);
	const [, most] = /with (\d+) API calls at most/.exec(output) ?? [];
	expect(callsMade).toBeLessThanOrEqual(Number(most));
	expect(output).toContain(`API calls made: ${callsMade} of ${most}.`);
});

it.each(PROBES)('makes no more calls for one question than planned: $question', async (probe) => {
	await start();
	const { callsMade, unasked } = await run(undefined, [probe]);
	expect(unasked).toEqual([]);
	// The folder takes one, and its removal, by a task that is looked at three times, four.
	expect(callsMade).toBeLessThanOrEqual(probe.maxCalls + 5);
});

it.each<Partial<Switches>>([
	{ dateFormat: 'iso' },
	{ etag: 'none' },
	{ crc64: false },
	{ repeatedCommit: 'duplicate' },
	{ repeatedCommit: 'same-file' },
	{ deletion: 'at-once' },
	{ deletion: 'task' },
	{ orgAuthLevel: 'unverified' },
	{ conflictErrorCode: 'dentryNameConflict' },
	{ takenNameAtInit: 'reject' },
	{ shuffleBatches: true },
	{ duplicatePartNumbers: 'accept' },
	{ skewCheck: 'after-signature' },
	{ resourceHosts: ['storage', 'storage'] },
	{ etag: 'none', crc64: false, deletion: 'task', dateFormat: 'iso', repeatedCommit: 'duplicate' },
])('finds the switches %j and nothing else', async (switches) => {
	await start({ switches });
	const result = await run();
	expect(result).toMatchObject({ switches, differences: [], unasked: [], leftBehind: undefined });
	expect(Object.keys(result.switches)).toHaveLength(Object.keys(switches).length);
	expect(isComplete(result)).toBe(true);
	expect(output).toContain(`\n  ${JSON.stringify(result.switches)}\n`);
	expect(output).not.toContain('|');
	expect(await namesInSpace(dingtalk)).toEqual(NAMES_BEFORE);
});

it('prints a row where no switch makes the emulator answer so', async () => {
	await start();
	dingtalk.faults.add({ operation: 'uploadInfo', kind: 'return', code: 'dentryUploadForbidden' });
	const result = await run();
	expect(result).toMatchObject({ switches: {}, unasked: [] });
	expect(isComplete(result)).toBe(true);
	expect(output).toContain(
		'| An upload by one request, as the node makes it: the file | its name, its size | 400 dentryUploadForbidden |',
	);
	expect(output).not.toContain('Nothing differs');
});

it('asks all the other questions where one cannot be asked', async () => {
	await start();
	dingtalk.revokeScope(DEMO.clientId, 'Storage.DownloadInfo.Read');
	const result = await run();
	expect(result).toMatchObject({
		switches: {},
		differences: [],
		unasked: [
			{
				question: 'The bytes of an upload, read back',
				failure: expect.stringContaining('Storage.DownloadInfo.Read'),
			},
		],
	});
	expect(isComplete(result)).toBe(false);
	expect(output).toContain('Not asked: The bytes of an upload, read back');
	expect(await namesInSpace(dingtalk)).toEqual(NAMES_BEFORE);
});

it('goes on after an answer that nobody has foreseen', async () => {
	await start();
	dingtalk.faults.add({ operation: 'init', kind: 'return', status: 200, body: '["surprise"]', count: 5 });
	const { unasked, differences } = await run();
	expect(unasked).toHaveLength(1);
	expect(differences).toEqual([]);
	expect(await namesInSpace(dingtalk)).toEqual(NAMES_BEFORE);
});

it('says what it could not remove, and by which name to find it', async () => {
	await start({ switches: { deletion: 'failing-task' } });
	const result = await run();
	expect(result).toMatchObject({ switches: { deletion: 'failing-task' }, differences: [], unasked: [] });
	expect(isComplete(result)).toBe(false);
	const left = (await namesInSpace(dingtalk)).filter((name) => !NAMES_BEFORE.includes(name));
	expect(left).toHaveLength(1);
	expect(output).toContain(`Not removed: the folder ${left[0]}, with all that is in it`);
});

it.each(['createFolder', 'commit'])('cleans up when it is stopped at %s', async (moment) => {
	const stop = new AbortController();
	await start({
		onCall({ operation }) {
			if (operation === moment) stop.abort();
		},
	});
	const result = await run(stop.signal);
	expect(isComplete(result)).toBe(false);
	expect(result).toMatchObject({ switches: {}, differences: [], unasked: [], leftBehind: undefined });
	expect(output).toContain(`Stopped: ${PROBES.length} of ${PROBES.length} questions were not asked.`);
	expect(output).not.toContain('Nothing differs');
	expect(await namesInSpace(dingtalk)).toEqual(NAMES_BEFORE);
});

it('touches no folder that it has not made', async () => {
	await start();
	const dentry = { id: DEMO.folders.reports, spaceId: DEMO.spaceId, type: 'FOLDER', name: 'Reports 报告' };
	const body = JSON.stringify({ dentry });
	dingtalk.faults.add({ operation: 'createFolder', kind: 'return', status: 200, body });
	await expect(run()).rejects.toThrow('the answer is another folder');
	expect(dingtalk.calls().map(({ operation }) => operation)).toEqual(['token', 'createFolder']);
});

it('says why it cannot begin', async () => {
	await start();
	const account = { ...accountIn(dingtalk), clientSecret: 'not the secret' };
	const { signal } = new AbortController();
	const begun = runLive({ account, probes: PROBES, tempo: AT_ONCE, signal, log: () => {} });
	await expect(begun).rejects.toThrow('DingTalk does not know this Client ID and Client Secret');
});

it('tells no secret and no ID', async () => {
	await start({ switches: { deletion: 'failing-task', dateFormat: 'iso' } });
	dingtalk.revokeScope(DEMO.clientId, 'Storage.DownloadInfo.Read');
	dingtalk.faults.add({ operation: 'put', kind: 'reset-before-response', count: 100 });
	await run();
	expect(output).toContain('The object storage did not answer to PUT');
	expect(findLeaks(output, valuesToHide(dingtalk))).toEqual([]);
});
