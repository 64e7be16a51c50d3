import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const TESTS = join(ROOT, 'test/emulator');

const page = readFileSync(join(ROOT, 'emulator/README.md'), 'utf8');
const rules = [...page.matchAll(/^\| (E\d+) /gm)].map(([, rule = '']) => rule);
const tests = readdirSync(TESTS, { encoding: 'utf8', recursive: true })
	.filter((name) => name.endsWith('.ts'))
	.map((name) => readFileSync(join(TESTS, name), 'utf8'))
	.join('\n');

it('every rule of the emulator has a test that names it', () => {
	expect(rules.length).toBeGreaterThan(80);
	expect(rules.filter((rule) => !new RegExp(`\\b${rule}\\b`).test(tests))).toEqual([]);
});

it('no rule is there twice', () => {
	expect(new Set(rules).size).toBe(rules.length);
});
