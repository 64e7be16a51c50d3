/** `npm run live`: asks the real DingTalk what its documentation leaves open. `-- --help` lists what it has to be told. */
import { createRequire } from 'node:module';
import path from 'node:path';
import * as paths from './lib/paths.cjs';
import * as project from './lib/project.cjs';

await project.ensureDependencies();
await project.ensureBuilt();
createRequire(import.meta.url)(path.join(paths.ROOT, '.build/live/main.js'));
