import type { EmulatorOptions } from '../../emulator';
import type { EmulatorAddress, EmulatorStats } from './emulator-process';
import { startServerProcess, type ServerProcess } from './server-process';

export type EmulatorProcess = ServerProcess<EmulatorAddress, EmulatorStats>;

/** Only options that can be sent as JSON. */
export async function startEmulatorProcess(options: EmulatorOptions): Promise<EmulatorProcess> {
	return await startServerProcess<EmulatorOptions, EmulatorAddress, EmulatorStats>(
		'emulator-process.js',
		options,
	);
}
