import { readFileSync, writeFileSync } from 'node:fs';

/** What one upload cost the process that made it. */
export interface Cost {
	readonly startedAtMs: number;
	readonly elapsedMs: number;
	readonly cpuSeconds: number;
	/** The peak of resident memory, and how much it is above what the process holds at rest. */
	readonly peakRssBytes: number;
	readonly growthBytes: number;
}

/** Writing this to `clear_refs` sets the peak back to the present (Linux: proc_pid_clear_refs). */
const RESET_PEAK_RSS = '5';

/** What is resident of this process now, without garbage. */
export function residentBytes(): number {
	global.gc?.();
	return memory('VmRSS');
}

/**
 * Measures `work` in this process; Linux only, since other systems cannot set the peak back.
 *
 * @param restingBytes what was resident before the process uploaded anything large
 */
export async function measure(work: () => Promise<void>, restingBytes: number): Promise<Cost> {
	global.gc?.();
	writeFileSync('/proc/self/clear_refs', RESET_PEAK_RSS);
	const cpu = process.cpuUsage();
	const startedAtMs = Date.now();
	const started = performance.now();
	await work();
	const elapsedMs = performance.now() - started;
	const { user, system } = process.cpuUsage(cpu);
	const peakRssBytes = memory('VmHWM');
	return {
		startedAtMs,
		elapsedMs,
		cpuSeconds: (user + system) / 1e6,
		peakRssBytes,
		growthBytes: Math.max(0, peakRssBytes - restingBytes),
	};
}

/** A line of /proc/self/status, such as `VmHWM:   123456 kB`, in bytes. */
function memory(field: 'VmRSS' | 'VmHWM'): number {
	const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8'));
	return Number(line?.[1] ?? 0) * 1024;
}
