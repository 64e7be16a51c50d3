/** Prints the milliseconds that loading a module takes. Started by `scenarios/loading.ts`, from the project's folder. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [file = '', ...before] = process.argv.slice(2);
const fromProject = createRequire(join(process.cwd(), 'package.json'));
for (const name of before) fromProject(name);
const startedAtMs = performance.now();
fromProject(file);
console.log(performance.now() - startedAtMs);
