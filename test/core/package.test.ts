import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/paths.cjs';
import { n8n, name, version } from '../../package.json';

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
		expect(npmPack()).toEqual(
			[
				'LICENSE',
				'README.md',
				'README.zh-CN.md',
				'dist/credentials/DingTalkApi.credentials.js',
				'dist/credentials/dingtalk-storage.dark.svg',
				'dist/credentials/dingtalk-storage.svg',
				'dist/nodes/DingTalkStorage/DingTalkStorage.node.js',
				'dist/nodes/DingTalkStorage/DingTalkStorage.node.json',
				'dist/nodes/DingTalkStorage/dingtalk-storage.dark.svg',
				'dist/nodes/DingTalkStorage/dingtalk-storage.svg',
				'dist/undici.LICENSE.txt',
				'package.json',
			].sort(),
		);
	});

	it.each([...n8n.nodes, ...n8n.credentials])('needs nothing for %s but Node and n8n-workflow', (file) => {
		const code = readFileSync(path.join(ROOT, file), 'utf8');
		const required = new Set([...code.matchAll(/require\("([^"]+)"\)/g)].map((match) => String(match[1])));

		// By prefix too: undici asks for modules of newer Nodes, such as node:sqlite, only if they are there.
		const foreign = [...required].filter((id) => !isBuiltin(id) && !id.startsWith('node:'));
		expect(foreign.filter((id) => id !== 'n8n-workflow')).toEqual([]);
	});

	it('is named as n8n expects of a community package', () => {
		expect(name).toMatch(/^n8n-nodes-/);
		expect(version).toMatch(/^\d+\.\d+\.\d+/);
	});
});
