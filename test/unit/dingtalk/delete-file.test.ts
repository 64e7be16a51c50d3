import { deleteFile, DentryApi, DingTalkError } from '../../../lib/dingtalk';
import { fakeTransport, ok, refused } from './fake-transport';
import { scriptedClient } from './scripted-client';

const NEVER = new AbortController().signal;
const ADDRESS = { spaceId: 's', dentryId: '7', unionId: 'u' };
const FILE = ok({ dentry: { id: '7', spaceId: 's', name: 'a.pdf', type: 'FILE', size: 5 } });
const FOLDER = ok({ dentry: { id: '7', spaceId: 's', name: 'Reports', type: 'FOLDER' } });
const AT_ONCE = ok({ async: false });
const BY_TASK = ok({ async: true, taskId: 't' });
const NOT_THERE = refused(404, 'dentryNotExist');
const task = (status: string) => ok({ task: { id: 't', status } });

/** Deletes, with waits that take no time, and tells what was asked for. */
function runDeletion(answers: Parameters<typeof fakeTransport>, toRecycleBin = false, signal = NEVER) {
	const { client, requests } = scriptedClient(...answers);
	const sleptMs: number[] = [];
	const sleep = async (ms: number, waiting: AbortSignal) => {
		waiting.throwIfAborted();
		sleptMs.push(ms);
	};
	const clock = { random: () => 1, sleep };
	const deleting = deleteFile(new DentryApi(client), ADDRESS, toRecycleBin, signal, clock);
	return { deleting, requests, sleptMs, methods: () => requests.map(({ method }) => method) };
}

test.each([true, false])(
	'a file is looked at, deleted, and answered (recycle bin: %s)',
	async (toRecycleBin) => {
		const { deleting, requests, methods } = runDeletion([FILE, AT_ONCE], toRecycleBin);
		expect(await deleting).toMatchObject({ id: '7', name: 'a.pdf', sizeBytes: 5 });
		expect(methods()).toEqual(['POST', 'DELETE']);
		expect(requests[1]?.query).toEqual({ unionId: 'u', toRecycleBin: String(toRecycleBin) });
	},
);

test('a folder is left alone', async () => {
	const { deleting, methods } = runDeletion([FOLDER]);
	await expect(deleting).rejects.toMatchObject({
		code: 'NOT_A_FILE',
		facts: { operation: 'deleteDentry' },
	});
	expect(methods()).toEqual(['POST']);
});

test('what is not there cannot be deleted', async () => {
	const { deleting, methods } = runDeletion([NOT_THERE]);
	await expect(deleting).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
	expect(methods()).toEqual(['POST']);
});

describe('a file that is gone at the second look', () => {
	test('was deleted by the call whose answer got lost', async () => {
		const { deleting, methods } = runDeletion([FILE, new DingTalkError('API_CONNECTION_LOST'), NOT_THERE]);
		expect(await deleting).toMatchObject({ id: '7' });
		expect(methods()).toEqual(['POST', 'DELETE', 'DELETE']);
	});

	test('may have been deleted by somebody else, which is as good', async () => {
		expect(await runDeletion([FILE, NOT_THERE]).deleting).toMatchObject({ id: '7' });
	});
});

test.each([
	['recycleBinNotSupportForSpace', 'NOT_SUPPORTED'],
	['permissionDenied', 'PERMISSION_DENIED'],
])('a refusal is told: %s', async (apiCode, code) => {
	const { deleting } = runDeletion([FILE, refused(400, apiCode)]);
	await expect(deleting).rejects.toMatchObject({ code, facts: { operation: 'deleteDentry', apiCode } });
});

describe('a deletion that goes on after its answer', () => {
	test('is waited for', async () => {
		const answers = [FILE, BY_TASK, task('INIT'), task('IN_PROGRESS'), task('SUCCESS')];
		const { deleting, requests, sleptMs } = runDeletion(answers);
		await deleting;
		expect(requests.slice(2).map(({ path }) => path)).toEqual(Array(3).fill('/v1.0/storage/tasks/t'));
		expect(sleptMs).toHaveLength(2);
	});

	test('may fail', async () => {
		const { deleting, sleptMs } = runDeletion([FILE, BY_TASK, task('FAIL')]);
		await expect(deleting).rejects.toMatchObject({
			code: 'DELETE_FAILED',
			facts: { operation: 'getTask' },
		});
		expect(sleptMs).toEqual([]);
	});

	test('is given up after a minute or so', async () => {
		const looks = Array.from({ length: 20 }, () => task('IN_PROGRESS'));
		const { deleting, requests, sleptMs } = runDeletion([FILE, BY_TASK, ...looks]);
		await expect(deleting).rejects.toMatchObject({ code: 'DELETE_FAILED' });
		expect(requests).toHaveLength(2 + 13);
		// None after the last look.
		expect(sleptMs).toHaveLength(12);
		const waitedMs = sleptMs.reduce((total, ms) => total + ms, 0);
		expect(waitedMs).toBeGreaterThan(60_000);
		expect(waitedMs).toBeLessThan(100_000);
	});

	test('ends when the execution is stopped', async () => {
		const stop = new AbortController();
		const answers = [FILE, BY_TASK, async () => (stop.abort(), task('INIT'))];
		const { deleting, requests } = runDeletion(answers, false, stop.signal);
		await expect(deleting).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		expect(requests).toHaveLength(answers.length);
	});

	test('that cannot be looked at tells why', async () => {
		const { deleting } = runDeletion([FILE, BY_TASK, refused(403, 'permissionDenied')]);
		await expect(deleting).rejects.toMatchObject({
			code: 'PERMISSION_DENIED',
			facts: { operation: 'getTask' },
		});
	});
});
