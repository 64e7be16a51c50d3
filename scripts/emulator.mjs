/** `npm run emulator`: DingTalk's storage on this machine, until Ctrl+C. `-- --help` lists the options. */
import { createRequire } from 'node:module';
import path from 'node:path';
import * as paths from './lib/paths.cjs';
import * as project from './lib/project.cjs';

await project.ensureDependencies();
await project.ensureBuilt();
createRequire(import.meta.url)(path.join(paths.ROOT, '.build/emulator/cli.js'));
