import type { Emulator } from '../../../emulator';

interface Lab {
	readonly emulator: Emulator;
	close(): Promise<void>;
}

/** One lab for all tests of a file; each of them finds the emulator as it was at the start. */
export function useSharedLab<T extends Lab>(open: () => Promise<T>): () => T {
	let lab: T;
	beforeAll(async () => {
		lab = await open();
	});
	afterAll(async () => await lab?.close());
	beforeEach(() => lab.emulator.reset());
	return () => lab;
}
