import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/paths.cjs';

interface LockedPackage {
	readonly integrity?: string;
	readonly resolved?: string;
	readonly link?: boolean;
	readonly hasInstallScript?: boolean;
}

/** Nothing here runs scripts when it is installed (.npmrc). These would, and why they work without. */
const WANT_AN_INSTALL_SCRIPT: Readonly<Record<string, string>> = {
	'@parcel/watcher': 'its program is a package of its own',
	'@sentry/node-cpu-profiler': 'n8n measures itself with it, which nothing here turns on',
	'@sentry/node-native-stacktrace': 'n8n measures itself with it, which nothing here turns on',
	'@swc/core': 'its program is a package of its own',
	'cpu-features': 'ssh2 does without',
	esbuild: 'its program is a package of its own',
	'eslint-plugin-n8n-nodes-base': 'it only keeps its own authors from using npm',
	'isolated-vm': "expressions run in it on n8n's server, which is installed elsewhere",
	ssh2: 'it speaks SSH in JavaScript too, and nothing here does',
	'unrs-resolver': 'its program is a package of its own',
};

const FILES = execFileSync('git', ['ls-files', '*package-lock.json'], { cwd: ROOT, encoding: 'utf8' })
	.trim()
	.split('\n');

const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));

const nameOf = (key: string) => key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** What is wrong with a package, and what to do about it. */
function flawOf(
	name: string,
	{ integrity, resolved, link, hasInstallScript }: LockedPackage,
): string | undefined {
	if (link === true) return 'is a folder of this machine: install a published version';
	if (resolved !== undefined) {
		return `comes from ${resolved}: install a published version, with the settings of .npmrc`;
	}
	if (!integrity?.startsWith('sha512-')) {
		return 'has no SHA-512: delete it from the lockfile and install it again';
	}
	if (hasInstallScript === true && !(name in WANT_AN_INSTALL_SCRIPT)) {
		return 'wants to run a script: see what for, and list it here with why it works without';
	}
	return undefined;
}

describe.each(FILES)('%s', (file) => {
	const { packages } = readJson(file) as { packages: Record<string, LockedPackage> };
	const locked = Object.entries(packages).filter(([key]) => key !== '');

	it('has every package from the registry, with its checksum and without a script', () => {
		expect(locked.length).toBeGreaterThan(0);
		const flaws = locked.flatMap(([key, entry]) => {
			const flaw = flawOf(nameOf(key), entry);
			return flaw === undefined ? [] : [`${key} ${flaw}`];
		});
		expect(flaws).toEqual([]);
	});

	it('belongs to a package.json with exact versions', () => {
		const manifest = readJson(path.join(path.dirname(file), 'package.json')) as Record<
			'dependencies' | 'devDependencies',
			Record<string, string> | undefined
		>;
		const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
		expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
	});
});

it('lists no package that is gone, or wants no script any more', () => {
	const wanting = FILES.flatMap((file) => {
		const { packages } = readJson(file) as { packages: Record<string, LockedPackage> };
		return Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript === true);
	}).map(([key]) => nameOf(key));
	expect(Object.keys(WANT_AN_INSTALL_SCRIPT).sort()).toEqual([...new Set(wanting)].sort());
});
