import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBES } from '../../../live/probes';

const ROOT = join(__dirname, '../../..');

/** The names in the last column of the page's tables. */
function askedBy(): string[] {
	const rows = readFileSync(join(ROOT, 'docs/truth.md'), 'utf8')
		.split('\n')
		.filter((line) => line.startsWith('|'));
	const cells = rows.map((row) => row.split('|').at(-2) ?? '');
	return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

describe('the page about what is known', () => {
	const files = readdirSync(join(ROOT, 'live/probes'))
		.filter((name) => name !== 'index.ts')
		.map((name) => name.replace(/\.ts$/, ''));

	it('names every question to DingTalk, and none that is not there', () => {
		expect([...new Set(askedBy())].sort()).toEqual(files.sort());
	});

	it('is about questions that are asked', () => {
		expect(PROBES).toHaveLength(files.length);
		expect(new Set(PROBES.map(({ question }) => question)).size).toBe(files.length);
	});
});
