import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import type { Emulator } from '../../emulator';
import { startTestEmulator } from '../support/start-emulator';
import { judge } from './judge';
import { runScenario } from './run-scenario';
import { scenario } from './scenario';

/** `npm run test:model -- --runs N --seed S` sets these. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 2_000);
const SEED = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const PROGRESS_EVERY_RUNS = 500;

let emulator: Emulator;
let folder: string;
beforeAll(async () => {
	// The engine does not look at it, and it takes longer than all the rest.
	emulator = await startTestEmulator({ switches: { crc64: false } });
	folder = mkdtempSync(path.join(os.tmpdir(), 'upload-model-'));
});
afterAll(async () => {
	await emulator.close();
	rmSync(folder, { recursive: true });
});

it(
	'every upload ends as exactly one whole file, or as an error without one, and can be gone on with',
	async () => {
		let runs = 0;
		const report = () => process.stdout.write(`  ${runs} of ${RUNS} uploads, seed ${SEED}\n`);
		report();
		const property = fc.asyncProperty(scenario, async (made) => {
			judge(made, await runScenario(made, emulator, folder));
			if (++runs % PROGRESS_EVERY_RUNS === 0) report();
		});
		await fc.assert(property, { numRuns: RUNS, seed: SEED });
	},
	// As long as its runs take; each of them has a limit of its own.
	2 ** 31 - 1,
);
