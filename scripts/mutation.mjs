/**
 * `npm run test:mutation`: how many small changes to lib/ the quick tests notice. Ends with an error below 85 %.
 * `-- --mutate lib/upload/permits.ts` tries one file; other options are Stryker's own.
 */
import path from 'node:path';
import * as environment from './lib/environment.cjs';
import * as foreground from './lib/foreground.cjs';
import * as paths from './lib/paths.cjs';
import * as project from './lib/project.cjs';

const FOLDER = path.join(paths.ROOT, 'tools/mutation');
const STRYKER = path.join(FOLDER, 'node_modules/@stryker-mutator/core/bin/stryker.js');

await project.ensureDependencies();
await project.ensureMutationTools();
const args = [STRYKER, 'run', path.join(FOLDER, 'stryker.config.mjs'), ...process.argv.slice(2)];
const succeeds = await foreground.succeeds(process.execPath, args, environment.toolEnvironment());
process.exitCode = succeeds ? 0 : 1;
