import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { scripts } from '../../package.json';

const ROOT = path.resolve(__dirname, '../..');

/** The commands that install what they need before they use it. */
const commands = Object.entries(scripts).flatMap(([name, command]) => {
	const [, file] = /^node (scripts\/\S+)/.exec(command) ?? [];
	return file === undefined ? [] : [[name, file] as const];
});

/** What Node loads before it runs the first line of a module: what functions ask for comes later. */
function loadedFirst(file: string): string[] {
	const text = readFileSync(file, 'utf8');
	const statements = text.matchAll(/^(?:import|const|\}).*?(?:from|= require\() ?'([^']+)'/gm);
	return [...statements].map(([, id = '']) => id);
}

/** The packages that a module and all that it loads ask for. */
function packagesOf(file: string, seen = new Set<string>()): string[] {
	if (seen.has(file)) return [];
	seen.add(file);
	return loadedFirst(file).flatMap((id) => {
		if (!id.startsWith('.')) return isBuiltin(id) ? [] : [`${id}, for ${path.relative(ROOT, file)}`];
		return id.endsWith('.json') ? [] : packagesOf(path.resolve(path.dirname(file), id), seen);
	});
}

it('the commands are found, and what they load', () => {
	expect(commands.length).toBeGreaterThan(10);
	expect(packagesOf(path.join(ROOT, 'scripts/lib/test-steps.cjs'))).not.toEqual([]);
	expect(loadedFirst(path.join(ROOT, 'scripts/test.mjs')).length).toBeGreaterThan(1);
});

it.each(commands)('npm run %s begins without any package', (_, file) => {
	expect(packagesOf(path.join(ROOT, file))).toEqual([]);
});
