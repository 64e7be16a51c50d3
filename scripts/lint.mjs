/** `npm run lint`: n8n's own lint rules, and the formatting. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as environment from './lib/environment.cjs';
import * as foreground from './lib/foreground.cjs';
import * as node24 from './lib/node24.cjs';
import * as paths from './lib/paths.cjs';
import * as project from './lib/project.cjs';

const NODE_CLI = path.join(paths.ROOT, 'tools/node_modules/@n8n/node-cli/bin/n8n-node.mjs');
const PRETTIER = path.join(paths.ROOT, 'node_modules/prettier/bin/prettier.cjs');

/** @returns {Promise<boolean>} whether there was nothing to complain about */
export async function lint() {
	await project.ensureDependencies();
	await project.ensureLintTools();
	// n8n-node's lint configuration needs the Node that n8n itself asks for.
	const node = await node24.ensureNode24();
	const run = (file, ...args) => foreground.succeeds(node, [file, ...args], environment.toolEnvironment());
	const isLinted = await run(NODE_CLI, 'lint');
	const isFormatted = await run(PRETTIER, '--check', '.');
	return isLinted && isFormatted;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	process.exitCode = (await lint()) ? 0 : 1;
}
