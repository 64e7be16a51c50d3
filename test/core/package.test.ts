import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/paths.cjs';
import packedFiles from '../../scripts/lib/release/packed-files.json';
import { n8n, name, scripts, version } from '../../package.json';

interface PackedFile {
	readonly path: string;
}

const npmPack = () => {
	const answer = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: ROOT,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	return (JSON.parse(answer) as [{ files: PackedFile[] }])[0].files.map((file) => file.path).sort();
};

describe('the package that npm publishes', () => {
	it('holds the two bundles, their icons, the codex file, the licence of what is bundled, and nothing else', () => {
		expect(npmPack()).toEqual([...packedFiles].sort());
	});

	it.each([...n8n.nodes, ...n8n.credentials])('needs nothing for %s but Node and n8n-workflow', (file) => {
		const code = readFileSync(path.join(ROOT, file), 'utf8');
		const required = new Set([...code.matchAll(/require\("([^"]+)"\)/g)].map((match) => String(match[1])));

		// By prefix too: undici asks for modules of newer Nodes, such as node:sqlite, only if they are there.
		const foreign = [...required].filter((id) => !isBuiltin(id) && !id.startsWith('node:'));
		expect(foreign.filter((id) => id !== 'n8n-workflow')).toEqual([]);
	});

	it('names no machine, no registry and no secret', () => {
		const home = homedir();
		for (const file of npmPack()) {
			const text = readFileSync(path.join(ROOT, file), 'utf8');
			for (const local of [ROOT, home, 'file://', 'registry.npm']) {
				expect({ file, local, isThere: text.includes(local) }).toEqual({ file, local, isThere: false });
			}
			expect(text).not.toMatch(/-----BEGIN [A-Z ]*PRIVATE KEY|sourceMappingURL|npm_[A-Za-z0-9]{36}/);
		}
	});

	it('runs no script when it is installed', () => {
		const ofInstall = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
		expect(Object.keys(scripts).filter((script) => ofInstall.includes(script))).toEqual([]);
	});

	it('is named as n8n expects of a community package', () => {
		expect(name).toMatch(/^n8n-nodes-/);
		expect(version).toMatch(/^\d+\.\d+\.\d+/);
	});
});
