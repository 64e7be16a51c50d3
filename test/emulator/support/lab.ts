import type { Emulator, EmulatorOptions } from '../../../emulator';
import { startTestEmulator } from '../../support/start-emulator';
import { RawClient } from './raw-client';

/** An emulator and a client of it, ended together. */
export interface Lab {
	readonly emulator: Emulator;
	readonly client: RawClient;
}

const running: Emulator[] = [];

/** Starts an emulator that `endLabs` will end. */
export async function startLab(options: EmulatorOptions = {}): Promise<Lab> {
	const emulator = await startTestEmulator(options);
	running.push(emulator);
	return { emulator, client: new RawClient(emulator) };
}

/** For `afterEach`: ends every emulator of the test, and fails it when a fault it set never happened. */
export async function endLabs(): Promise<void> {
	const emulators = running.splice(0);
	await Promise.all(emulators.map(async (emulator) => await emulator.close()));
	for (const emulator of emulators) emulator.faults.assertConsumed();
}
