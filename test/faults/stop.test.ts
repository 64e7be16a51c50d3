import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Fault } from '../../emulator';
import { CallPacer } from '../../lib/dingtalk/call-pacer';
import {
	abortableSleep,
	bufferSource,
	createStorageClient,
	fileSource,
	streamSource,
	type ByteSource,
	type UploadOptions,
} from '../../lib/upload';
import { PartBuffers } from '../../lib/upload/source/part-buffers';
import { eventually } from '../support/eventually';
import { deterministicBytes } from '../support/pattern-bytes';
import { FaultLab, FOUR_PARTS, MIB, PART_SIZE_BYTES } from './support/fault-lab';
import { startSilent } from './support/unusable-servers';

/** What a person at the Stop button may expect. */
const STOP_WITHIN_MS = 1_000;
/** More than any of these tests takes: what ends before it was ended by the stop. */
const LONG_MS = 60_000;
const LARGE_PART = deterministicBytes(24 * MIB);

let lab: FaultLab;
/** Buffers of parts that were taken and not given back. */
let buffersTaken = 0;
beforeEach(async () => {
	lab = await FaultLab.open();
	const { take } = PartBuffers.prototype;
	jest.spyOn(PartBuffers.prototype, 'take').mockImplementation(async function (this: PartBuffers, ...args) {
		const buffer = await take.apply(this, args);
		buffersTaken++;
		const release = () => {
			buffersTaken--;
			buffer.release();
		};
		return { bytes: buffer.bytes, release };
	});
});
afterEach(async () => {
	jest.restoreAllMocks();
	await lab.close();
});

/** Starts an upload, stops it once it has come so far, and expects that nothing of it is left. */
async function stopAt(
	hasCome: () => boolean | Promise<boolean>,
	source: ByteSource = bufferSource(FOUR_PARTS),
	options: Partial<UploadOptions> = {},
): Promise<void> {
	const stop = new AbortController();
	const clock = { sleep: abortableSleep };
	const settings = { stallTimeoutMs: LONG_MS, clock, signal: stop.signal, ...options };
	const settled = lab.upload(source, settings).catch((error: unknown) => error);
	await eventually(hasCome, 'the upload has come so far');

	const stoppedAtMs = performance.now();
	stop.abort();
	expect(await settled).toMatchObject({ code: 'UPLOAD_ABORTED' });
	expect(performance.now() - stoppedAtMs).toBeLessThan(STOP_WITHIN_MS);
	await eventually(() => buffersTaken === 0, 'all part buffers are given back');
	expect(lab.emulator.files()).toEqual([]);
}

const areCallsOver = () => lab.emulator.calls().every(({ endedAtMs }) => endedAtMs !== undefined);

it('before the start sends nothing', async () => {
	const upload = lab.uploadBytes(FOUR_PARTS, { signal: AbortSignal.abort() });
	await expect(upload).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
	expect(lab.emulator.calls()).toEqual([]);
});

describe('a stop ends at once, with its connection:', () => {
	it.each<[string, Fault]>([
		['a login', { operation: 'token', kind: 'stall' }],
		['opening', { operation: 'init', kind: 'stall' }],
		['signing', { operation: 'query', kind: 'stall' }],
		['a PUT that gets no answer', { operation: 'put', kind: 'stall' }],
		['a PUT on a slow line', { operation: 'put', kind: 'slow', bytesPerSecond: 1_000 }],
		['a commit', { operation: 'commit', kind: 'stall' }],
	])('%s', async (_, fault) => {
		lab.emulator.faults.add(fault);
		await stopAt(() => lab.emulator.calls().some(({ faults }) => faults.includes(fault.kind)));
		await eventually(areCallsOver, 'the emulator sees the connections end');
	});

	it('a PUT whose peer has stopped reading', async () => {
		lab.emulator.faults.add({ operation: 'put', kind: 'stop-reading', bytes: MIB });
		const stream = streamSource(async () => Readable.from([LARGE_PART]), LARGE_PART.length);
		const hasStalled = () => (lab.emulator.calls({ operation: 'put' })[0]?.bytes ?? 0) >= MIB;
		await stopAt(hasStalled, stream, { partSizeBytes: LARGE_PART.length });
	});
});

describe('a stop ends at once', () => {
	it('the wait for the next attempt at a part', async () => {
		const headers = { 'retry-after': '60' };
		lab.emulator.faults.add({ operation: 'put', partNumber: 2, kind: 'return', status: 503, headers });
		await stopAt(() => lab.emulator.calls({ operation: 'put', status: 503 }).length === 1);
	});

	it('the wait for a turn among the calls', async () => {
		await lab.close();
		// A clock that stands still, on which the second turn never comes.
		const pacer = new CallPacer({ now: () => 0, sleep: abortableSleep });
		lab = await FaultLab.open({ pacer });
		await lab.uploadBytes();
		lab.emulator.reset();
		await stopAt(() => true);
		expect(lab.count('init')).toBe(0);
	});

	it('the wait for a free connection', async () => {
		lab.emulator.faults.add({ operation: 'put', kind: 'stall' });
		await stopAt(() => lab.count('put') === 1, bufferSource(FOUR_PARTS), { storage: lab.oneConnection });
		expect(lab.count('put')).toBe(1);
	});

	it.each(['https', 'http'])('the making of a connection by %s', async (scheme) => {
		const silent = await startSilent();
		lab.emulator.switches.resourceHosts = [`${scheme}://127.0.0.1:${silent.port}`];
		await stopAt(() => silent.connections() > 0);
		await silent.close();
	});

	it('a look at whether the host is allowed', async () => {
		let hasAsked = false;
		const validateUrl = async () => {
			hasAsked = true;
			return await new Promise<{ ok: boolean }>(() => {});
		};
		const storage = createStorageClient({ maxConnections: 1, allowHttp: true, egress: { validateUrl } });
		await stopAt(() => hasAsked, bufferSource(FOUR_PARTS), { storage });
		await storage.close();
	});

	it('a stream that is silent, and lets go of it', async () => {
		const stream = new Readable({ read() {} });
		stream.push(FOUR_PARTS.subarray(0, 1.5 * PART_SIZE_BYTES));
		await stopAt(
			() => lab.count('put') === 1,
			streamSource(async () => stream, FOUR_PARTS.length),
		);
		await eventually(() => stream.destroyed, 'the stream is destroyed');
	});

	it('a stream that does not open', async () => {
		let hasAsked = false;
		const opening = async () => {
			hasAsked = true;
			return await new Promise<Readable>(() => {});
		};
		await stopAt(() => hasAsked, streamSource(opening, FOUR_PARTS.length));
	});

	it('a file on a disk that is silent', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'stop-'));
		const pipe = path.join(folder, 'pipe');
		execFileSync('mkfifo', [pipe]);
		await stopAt(() => lab.count('init') === 1, fileSource(pipe, FOUR_PARTS.length));
		// Lets the system call of `open` return.
		await (await open(pipe, 'r+')).close();
		await rm(folder, { recursive: true });
	});

	it('the wait for memory that another upload holds', async () => {
		const size = 9 * 16 * MIB;
		const silent = async () => new Readable({ read() {} });
		const first = new AbortController();
		const holding = lab
			.upload(streamSource(silent, size), { partSizeBytes: size, signal: first.signal })
			.catch(() => {});
		await eventually(() => buffersTaken === 1, 'the memory is taken');
		const stop = new AbortController();
		const waiting = lab
			.upload(streamSource(silent, size), { partSizeBytes: size, signal: stop.signal })
			.catch((error: unknown) => error);
		await eventually(() => lab.count('init') === 2, 'the other upload has begun');
		const stoppedAtMs = performance.now();
		stop.abort();
		expect(await waiting).toMatchObject({ code: 'UPLOAD_ABORTED' });
		expect(performance.now() - stoppedAtMs).toBeLessThan(STOP_WITHIN_MS);
		first.abort();
		await holding;
		expect(buffersTaken).toBe(0);
	});
});

it('a stop leaves no socket and no timer behind', async () => {
	const handles = () =>
		process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|FSReq|GetAddrInfo/.test(name)).length;
	await lab.close();
	const before = handles();
	lab = await FaultLab.open();
	lab.emulator.faults.add({ operation: 'put', kind: 'stall', count: 4 });
	await stopAt(() => lab.count('put') === 4);
	await lab.close();
	await eventually(() => handles() <= before, 'sockets and timers are gone');
	lab = await FaultLab.open();
});
