/** `npm run bench`: this node side by side with what a user would use instead. `-- --help` lists the options. */
import fs from 'node:fs';
import path from 'node:path';
import * as environment from './lib/environment.cjs';
import * as foreground from './lib/foreground.cjs';
import * as node24 from './lib/node24.cjs';
import * as npm from './lib/npm.cjs';
import * as paths from './lib/paths.cjs';
import * as progress from './lib/progress.cjs';
import * as project from './lib/project.cjs';

const FOLDER = path.join(paths.CACHE, 'bench');

/** The competitors are installed away from the project, whose own dependencies they must not change. */
async function ensureCompetitors() {
	const source = path.join(paths.ROOT, 'bench/competitors');
	const lockfile = fs.readFileSync(path.join(source, 'package-lock.json'), 'utf8');
	const stamp = path.join(FOLDER, '.installed');
	if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === lockfile) return;
	await progress.step('Installing the competitors (41 MB)', async (report) => {
		fs.mkdirSync(FOLDER, { recursive: true });
		for (const name of ['package.json', 'package-lock.json']) {
			fs.copyFileSync(path.join(source, name), path.join(FOLDER, name));
		}
		await npm.npm('install-competitors', ['ci', '--ignore-scripts'], { cwd: FOLDER, report });
		fs.writeFileSync(stamp, lockfile);
	});
}

if (process.platform !== 'linux') {
	console.error('The benchmark measures memory as Linux tells it, and runs on Linux only.');
	process.exit(1);
}
await project.ensureDependencies();
await ensureCompetitors();
await project.ensureBuilt();
process.chdir(paths.ROOT);
const args = [path.join(paths.ROOT, '.build/bench/main.js'), ...process.argv.slice(2)];
// What n8n runs on, and newer Nodes are faster.
const node = await node24.ensureNode24();
process.exitCode = (await foreground.succeeds(node, args, environment.toolEnvironment())) ? 0 : 1;
