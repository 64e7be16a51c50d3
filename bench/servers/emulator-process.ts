/** The emulator in a process of its own, with its byte counter sampled. Started by `server-process.ts`. */
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { startEmulator, type EmulatorOptions, type RecordedCall } from '../../emulator';
import type { ByteSample } from '../figures/link-use';
import type { ServedCall } from '../figures/call-rates';
import { serveParent } from './serve-parent';

export interface EmulatorAddress {
	readonly apiUrl: string;
	readonly storageUrl: string;
}

/** What arrived since the last reset. */
export interface EmulatorStats {
	/** Calls of the API; parts are no calls. */
	readonly calls: readonly ServedCall[];
	readonly peakPartsInFlight: number;
	/** All that the object storage had read, over time. */
	readonly samples: readonly ByteSample[];
	/** Connections that made their first request. */
	readonly newConnections: number;
	readonly cpuSeconds: number;
}

const SAMPLE_EVERY_MS = 100;
/** DingTalk's code for a call beyond the limit per second, app and API. */
const THROTTLED = 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi';

const now = () => performance.timeOrigin + performance.now();

serveParent<EmulatorOptions, EmulatorAddress, EmulatorStats>(async (options) => {
	const connections = countConnections();
	const emulator = await startEmulator(options);
	let sinceMs = 0;
	let cpu = process.cpuUsage();
	let samples: ByteSample[] = [];

	const recent = (call: RecordedCall) => call.atMs >= sinceMs;
	const sample = () => {
		const parts = emulator.calls({ operation: 'put' }).filter(recent);
		samples.push({ atMs: now(), bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0) });
	};
	setInterval(sample, SAMPLE_EVERY_MS);

	return {
		address: { apiUrl: emulator.apiUrl, storageUrl: emulator.storageUrl },
		reset() {
			sinceMs = now();
			cpu = process.cpuUsage();
			samples = [];
			connections.reset();
		},
		stats() {
			sample();
			const { user, system } = process.cpuUsage(cpu);
			return {
				calls: emulator
					.calls()
					.filter((call) => recent(call) && call.operation !== 'put')
					.map(({ operation, atMs, errorCode }) => ({
						operation,
						atMs,
						isThrottled: errorCode === THROTTLED,
					})),
				peakPartsInFlight: emulator.peakInFlight('put'),
				samples,
				newConnections: connections.count(),
				cpuSeconds: (user + system) / 1e6,
			};
		},
	};
});

function countConnections(): { count(): number; reset(): void } {
	const known = new WeakSet<Socket>();
	let count = 0;
	subscribe('http.server.request.start', (message) => {
		const { socket } = message as { socket: Socket };
		if (known.has(socket)) return;
		known.add(socket);
		count++;
	});
	return {
		count: () => count,
		reset() {
			count = 0;
		},
	};
}
