import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { DEMO, type Emulator } from '../../emulator';
import { MIB } from '../../scripts/lib/sample-file.cjs';
import { emulatorCredential } from '../support/emulator-credential';
import { startTestEmulator } from '../support/start-emulator';

const SMALL_MIB = 128;
const LARGE_MIB = 640;
/** A file on disk needs a slice of 1 MiB for each part in flight; the rest is the garbage collector's leisure. */
const NOISE_MIB = 48;

let emulator: Emulator;
beforeAll(async () => {
	emulator = await startTestEmulator({ store: 'hash', switches: { crc64: false } });
});
afterAll(async () => await emulator.close());

it(`needs no more memory for ${LARGE_MIB} MiB than for ${SMALL_MIB} MiB`, async () => {
	const child = fork(path.join(__dirname, 'support/upload-child.cjs'));
	child.send({
		credential: emulatorCredential(emulator),
		spaceId: DEMO.spaceId,
		sizesBytes: [SMALL_MIB * MIB, LARGE_MIB * MIB],
	});
	const [peaksBytes] = (await once(child, 'message')) as [[number, number]];

	const growthMiB = (peaksBytes[1] - peaksBytes[0]) / MIB;
	expect(emulator.files().map((file) => file.sizeBytes)).toEqual([SMALL_MIB * MIB, LARGE_MIB * MIB]);
	expect(growthMiB).toBeLessThan(NOISE_MIB);
}, 120_000);
