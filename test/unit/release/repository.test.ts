import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkCommit, checkTag } from '../../../scripts/lib/release/repository.cjs';

const AUTHOR = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com'];

describe('the repository at a release', () => {
	let folder: string;
	const git = (...args: string[]) =>
		execFileSync('git', [...AUTHOR, ...args], { cwd: folder, stdio: 'pipe' });
	const commit = (text: string) => {
		fs.writeFileSync(path.join(folder, 'file'), text);
		git('add', 'file');
		git('commit', '--message', text);
	};

	beforeEach(() => {
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'release-repository-'));
		git('init');
		commit('first');
	});
	afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

	it('has everything committed', () => {
		expect(checkCommit(folder)).toMatch(/^[0-9a-f]{7,}, nothing left to commit$/);
	});

	it('is refused with a change that is not committed, or a file that git does not know', () => {
		fs.writeFileSync(path.join(folder, 'file'), 'changed');
		expect(() => checkCommit(folder)).toThrow(' M file');
		git('checkout', 'file');
		fs.writeFileSync(path.join(folder, 'new'), '');
		expect(() => checkCommit(folder)).toThrow('?? new');
	});

	it('has the tag of the version free, or on this very commit', () => {
		expect(checkTag(folder, '1.0.0', undefined)).toBe('v1.0.0 is free');
		git('tag', 'v1.0.0');
		expect(checkTag(folder, '1.0.0', undefined)).toBe('v1.0.0 is on this commit');
		git('tag', '--delete', 'v1.0.0');
		git('tag', '--annotate', 'v1.0.0', '--message', 'With a message');
		expect(checkTag(folder, '1.0.0', 'v1.0.0')).toBe('v1.0.0 is on this commit');
	});

	it('is refused where the version was tagged before', () => {
		git('tag', 'v1.0.0');
		commit('second');
		expect(() => checkTag(folder, '1.0.0', undefined)).toThrow('raise the version');
	});

	it('is refused where the pushed tag is not that of the version', () => {
		git('tag', 'v1.0.1');
		expect(() => checkTag(folder, '1.0.0', 'v1.0.1')).toThrow('The tag is v1.0.1');
		expect(() => checkTag(folder, '1.0.0', 'v1.0.0')).toThrow('no tag v1.0.0');
	});
});
