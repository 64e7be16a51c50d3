import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const text = readFileSync(join(ROOT, 'INVARIANTS.md'), 'utf8');
const rows = text
	.split('\n')
	.filter((line) => /^\|(?! (Invariant|---|-+ ))/.test(line) && !/^\|\s*-/.test(line));

it.each(
	rows.map(
		(row) =>
			row
				.split('|')
				.map((cell) => cell.trim())
				.slice(1, 3) as [string, string],
	),
)('%s', (_, enforcedBy) => {
	const paths = [...enforcedBy.matchAll(/`([\w./-]+\/[\w./-]+|[\w-]+\.\w+)`/g)].map(([, path = '']) => path);
	expect(paths.length).toBeGreaterThan(0);
	expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
