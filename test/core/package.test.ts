import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { n8n, name, scripts, version } from '../../package.json';
import { ROOT } from '../../scripts/lib/paths.cjs';
import packedFiles from '../../scripts/lib/release/packed-files.json';

interface Packed {
	/** In bytes, as the tarball. */
	readonly size: number;
	readonly unpackedSize: number;
	readonly files: ReadonlyArray<{ readonly path: string; readonly size: number }>;
}

/**
 * In bytes, as measured plus a tenth: a second copy of undici, another library, or a program with its source map
 * shows. Of the node's 950,000 bytes, undici has 760,000; the tarball is 280,000, and 1,055,000 unpacked.
 */
const BUDGETS: Readonly<Record<string, number>> = {
	'the tarball': 310_000,
	'the installed package': 1_160_000,
	'dist/nodes/DingTalkStorage/DingTalkStorage.node.js': 1_050_000,
	'dist/credentials/DingTalkApi.credentials.js': 35_000,
};

const npmPack = (): Packed => {
	const answer = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: ROOT,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	return (JSON.parse(answer) as [Packed])[0];
};

const pathsInside = () =>
	npmPack()
		.files.map((file) => file.path)
		.sort();

describe('the package that npm publishes', () => {
	it('holds the two bundles, their icons, the codex file, the licence of what is bundled, and nothing else', () => {
		expect(pathsInside()).toEqual([...packedFiles].sort());
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
		for (const file of pathsInside()) {
			const text = readFileSync(path.join(ROOT, file), 'utf8');
			for (const local of [ROOT, home, 'file://', 'registry.npm']) {
				expect({ file, local, isThere: text.includes(local) }).toEqual({ file, local, isThere: false });
			}
			expect(text).not.toMatch(/-----BEGIN [A-Z ]*PRIVATE KEY|sourceMappingURL|npm_[A-Za-z0-9]{36}/);
		}
	});

	it('is no larger than it has to be', () => {
		const { size, unpackedSize, files } = npmPack();
		const sizes = new Map(files.map((file) => [file.path, file.size]));
		sizes.set('the tarball', size).set('the installed package', unpackedSize);
		const tooLarge = Object.entries(BUDGETS)
			.map(([what, budget]) => ({ what, sizeBytes: sizes.get(what) ?? Infinity, budget }))
			.filter(({ sizeBytes, budget }) => sizeBytes > budget)
			.map(
				({ what, sizeBytes, budget }) =>
					`${what} has ${sizeBytes} bytes, of ${budget}: take out what came in, or raise BUDGETS and say what for`,
			);
		expect(tooLarge).toEqual([]);
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
