import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkManifest } from '../../../scripts/lib/release/manifest.cjs';
import files from '../../../scripts/lib/release/packed-files.json';
import { checkContent, unpack } from '../../../scripts/lib/release/tarball.cjs';
import manifest from '../../../package.json';

describe('the content of the tarball', () => {
	it('is what it should be', () => {
		expect(() => checkContent([...files].reverse(), files)).not.toThrow();
	});

	it('is refused with a file too many or too few', () => {
		expect(() => checkContent([...files, 'dist/notes.txt'], files)).toThrow('dist/notes.txt is not expected');
		expect(() => checkContent(files.slice(1), files)).toThrow('LICENSE is missing');
	});

	it('is read from the tarball itself', () => {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'release-tarball-'));
		try {
			fs.mkdirSync(path.join(folder, 'package/dist'), { recursive: true });
			fs.writeFileSync(path.join(folder, 'package/package.json'), '{"name":"one"}');
			fs.writeFileSync(path.join(folder, 'package/dist/one.js'), '');
			const tarball = path.join(folder, 'one.tgz');
			execFileSync('tar', ['-czf', tarball, '-C', folder, 'package']);

			const { files: found, manifest: read } = unpack(tarball, path.join(folder, 'unpacked'));

			expect(found).toEqual(['dist/one.js', 'package.json']);
			expect(read.name).toBe('one');
		} finally {
			fs.rmSync(folder, { recursive: true, force: true });
		}
	});
});

describe('the manifest in the tarball', () => {
	const REPOSITORY = 'somebody/n8n-nodes-dingtalk-storage';
	const ours = {
		...manifest,
		author: { name: 'Somebody', email: 'somebody@mail.test' },
		repository: { type: 'git', url: `git+https://github.com/${REPOSITORY}.git` },
	};
	const check = (change: object) => checkManifest({ ...ours, ...change }, { files, repository: REPOSITORY });

	it('is fit for npm and n8n', () => {
		expect(check({})).toMatch(/^n8n-nodes-dingtalk-storage \d/);
	});

	it('may hold placeholders as long as nobody releases it', () => {
		expect(() => checkManifest(manifest, { files, repository: undefined })).not.toThrow();
	});

	it.each([
		['another kind of name', { name: 'dingtalk-storage' }, 'n8n-nodes-'],
		['a pre-release', { version: '1.0.0-beta.1' }, '1.0.0-beta.1'],
		[
			'a path that is not packed',
			{ n8n: { ...ours.n8n, nodes: ['dist/Gone.node.js'] } },
			'dist/Gone.node.js',
		],
		['nothing to load', { n8n: { n8nNodesApiVersion: 1 } }, 'nothing to load'],
		['another API of n8n', { n8n: { ...ours.n8n, n8nNodesApiVersion: 2 } }, 'n8nNodesApiVersion'],
		['a dependency', { dependencies: { undici: '7.0.0' } }, 'no run-time dependencies'],
		['an optional dependency', { optionalDependencies: { undici: '7.0.0' } }, 'no run-time dependencies'],
		['a version of n8n-workflow', { peerDependencies: { 'n8n-workflow': '^2.0.0' } }, 'peerDependencies'],
		['no engines', { engines: {} }, 'engines.node'],
		['another licence', { license: 'Apache-2.0' }, 'MIT'],
		['no keyword', { keywords: ['n8n'] }, 'n8n-community-node-package'],
		['no description', { description: '' }, 'description'],
		['another repository', { repository: { url: 'git+https://github.com/a/b.git' } }, 'repository.url'],
		['an address that nobody reads', { author: manifest.author }, 'placeholder'],
	])('is refused with %s', (_, change, reason) => {
		expect(() => check(change)).toThrow(reason);
	});
});
