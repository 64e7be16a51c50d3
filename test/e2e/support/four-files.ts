import path from 'node:path';
import type { Emulator } from '../../../emulator';
import { sampleStream, sha256 } from '../../../scripts/lib/sample-file.cjs';
import { FILES_FOLDER } from '../setup/session';
import { makeFile } from './make-file';

export const NAMES = ['1.bin', '2.bin', '3.bin', '4.bin'];
const STEP_BYTES = 100_000;

/** In parts of this size, the last file alone has a fourth part. */
export const PARTS = { partSizeMb: 0.1, maxAttempts: 1 };

/** Files of four sizes, for a workflow to upload. */
export class FourFiles {
	private constructor(private readonly digests: ReadonlyMap<string, string>) {}

	static async make(): Promise<FourFiles> {
		const digests = new Map<string, string>();
		for (const [index, name] of NAMES.entries()) {
			const sizeBytes = STEP_BYTES * (index + 1);
			await makeFile(`four/${name}`, sizeBytes);
			digests.set(name, await sha256(sampleStream(sizeBytes, `four/${name}`)));
		}
		return new FourFiles(digests);
	}

	/** For n8n's node that reads files. */
	readonly glob = path.join(FILES_FOLDER, 'four', '*.bin');

	/** Each of them once and nothing else, under its own name and with its own bytes. */
	expectStoredIn(emulator: Emulator): void {
		const stored = emulator.files().map(({ name, sha256: digest }) => [name, digest]);
		expect(stored.toSorted()).toEqual([...this.digests]);
	}
}
