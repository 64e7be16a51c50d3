import type { Emulator } from '../../emulator';
import { startTestEmulator } from './start-emulator';

export interface LabInUse<Lab> {
	readonly emulator: Emulator;
	readonly lab: Lab;
}

/** An emulator for the tests of a file, and a lab of its own for each of them; no fault may be left at the end. */
export function useLab<Lab extends { close(): Promise<void> }>(
	connect: (emulator: Emulator) => Lab,
): LabInUse<Lab> {
	let emulator: Emulator;
	let lab: Lab;
	beforeAll(async () => {
		emulator = await startTestEmulator();
	});
	afterAll(async () => await emulator.close());
	beforeEach(() => {
		emulator.reset();
		lab = connect(emulator);
	});
	afterEach(async () => {
		await lab.close();
		emulator.faults.assertConsumed();
	});
	return {
		get emulator() {
			return emulator;
		},
		get lab() {
			return lab;
		},
	};
}
