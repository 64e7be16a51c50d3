import { DEMO, startEmulator, type Emulator, type EmulatorOptions } from '../../emulator';

export { DEMO };

/** An emulator on free ports. The limit of calls per second is off: tests are faster than it allows. */
export async function startTestEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	return await startEmulator({ qpsLimit: Infinity, ...options });
}
