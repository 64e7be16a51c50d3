import type { IExecuteFunctions } from 'n8n-workflow';
import type { UploadProgress } from '../../../../lib/upload';

/** A line at most every this many percent. */
const STEP_PERCENT = 10;

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/**
 * Says in n8n's log how far an upload of several parts has come, how fast it goes and how long it will take, and in
 * the browser's console where the author runs the workflow in the editor: n8n shows nothing else while a node runs.
 */
export function logProgress(
	functions: IExecuteFunctions,
	fileName: string,
): (progress: UploadProgress) => void {
	let loggedSteps = 0;
	let last = { bytes: 0, elapsedMs: 0 };

	return ({ storedBytes, sizeBytes, parts, elapsedMs }) => {
		const percent = (storedBytes / sizeBytes) * 100;
		const steps = Math.floor(percent / STEP_PERCENT);
		if (parts === 1 || steps <= loggedSteps) return;
		loggedSteps = steps;
		const bytesPerSecond = ((storedBytes - last.bytes) / Math.max(elapsedMs - last.elapsedMs, 1)) * 1000;
		last = { bytes: storedBytes, elapsedMs };
		const secondsLeft = (sizeBytes - storedBytes) / Math.max(bytesPerSecond, 1);
		const pace = `${formatBytes(bytesPerSecond)}/s`;
		const rest = storedBytes < sizeBytes ? `, ${formatDuration(secondsLeft)} left` : '';
		const message = `Uploading '${fileName}': ${Math.floor(percent)} % of ${formatBytes(sizeBytes)}, ${pace}${rest}`;
		functions.logger.info(message);
		functions.sendMessageToUI?.(message);
	};
}

export function formatBytes(bytes: number): string {
	const power = Math.min(Math.max(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 0), UNITS.length - 1);
	const value = bytes / 1024 ** power;
	return `${power === 0 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
}

export function formatDuration(seconds: number): string {
	if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
	const minutes = Math.round(seconds / 60);
	return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
