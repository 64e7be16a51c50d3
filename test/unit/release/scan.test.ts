import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../../scripts/lib/paths.cjs';
import explained from '../../../scripts/lib/release/known-findings.json';
import { judgeScan } from '../../../scripts/lib/release/scan.cjs';

const SCANNED = [80, 3];
const finding = (subject: string, more = {}) => ({
	leg: 'package',
	file: 'dist/Some.node.js',
	line: 1,
	rule: 'no-restricted-imports',
	subject,
	...more,
});
const known = (...subjects: string[]) => [
	{ leg: 'package', file: 'dist/Some.node.js', rule: 'no-restricted-imports', subjects, why: 'The bundle' },
];

describe("what n8n's scan finds", () => {
	it('passes as long as all of it is explained, however often it is found', () => {
		const findings = [finding('node:net'), finding('node:net', { line: 7 }), finding('node:tls')];
		expect(judgeScan({ files: SCANNED, findings }, known('node:net', 'node:tls'))).toBe(
			'80 + 3 files, 3 findings, all of them explained',
		);
	});

	it.each([
		['another module', finding('node:child_process')],
		['the same module in another file', finding('node:net', { file: 'dist/Other.credentials.js' })],
		['the same module in the sources', finding('node:net', { leg: 'source' })],
		['another rule', finding('node:net', { rule: 'no-dangerous-functions' })],
	])('fails with %s', (_, unexplained) => {
		const findings = [finding('node:net'), unexplained];
		const { leg, file, subject } = unexplained;
		expect(() => judgeScan({ files: SCANNED, findings }, known('node:net'))).toThrow(
			`${leg}: ${file}:1 ${subject}`,
		);
	});

	it('tells which explanation is of nothing', () => {
		const findings = [finding('node:net')];
		expect(judgeScan({ files: SCANNED, findings }, known('node:net', 'node:tls'))).toContain(
			'no longer found, take it off known-findings.json: package dist/Some.node.js no-restricted-imports node:tls',
		);
	});

	it('does not pass where it has looked at nothing', () => {
		expect(() => judgeScan({ files: [80, 0], findings: [] }, [])).toThrow('no files to look at');
	});

	it.each([...new Set(explained.map(({ why }) => why))])('is explained to reviewers: %s', (why) => {
		expect(readFileSync(path.join(ROOT, 'docs/verification.md'), 'utf8')).toContain(why);
	});
});
