import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MEANINGS } from '../../../lib/dingtalk/error-catalogue';
import { EXPLANATIONS } from '../../../nodes/DingTalkStorage/errors/explain-upload';
import { unknownLabels } from '../nodes/visible-labels';
import { REFUSED_VALUES } from './errors-page/refused-values';
import { renderErrorsPage } from './errors-page/render';

const ROOT = resolve(__dirname, '../../..');
const PAGE = join(ROOT, 'docs/errors.md');

const rendered = renderErrorsPage();
const headings = [...rendered.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) => heading);

test('docs/errors.md is what the tables of the node say; UPDATE_DOCS=1 writes it anew', () => {
	if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, rendered);
	expect(readFileSync(PAGE, 'utf8')).toBe(rendered);
});

test.each([...Object.keys(MEANINGS), ...Object.keys(EXPLANATIONS)])(
	'%s has a section, and one only',
	(code) => {
		expect(headings.filter((heading) => heading === `\`${code}\``)).toHaveLength(1);
	},
);

test('every link within the page leads to a section', () => {
	const anchors = headings.map((heading) => heading.toLowerCase().replace(/[`']/g, '').replaceAll(' ', '-'));
	const targets = [...rendered.matchAll(/\]\(#([^)]+)\)/g)].map(([, target = '']) => target);
	expect(targets.length).toBeGreaterThan(80);
	expect(targets.filter((target) => !anchors.includes(target))).toEqual([]);
});

test('the page names only fields that the user can see', () => {
	// A row of the table of refused values stands for all fields.
	expect(unknownLabels(rendered.replaceAll("'…'", ''))).toEqual([]);
});

const nodeSources = readdirSync(join(ROOT, 'nodes'), { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.map((file) => readFileSync(join(ROOT, 'nodes', file), 'utf8'))
	.join('\n');

test.each(REFUSED_VALUES)('%s is what the node says', (message) => {
	const [, words = ''] = /^'[^']+' ([^…]+)/.exec(message) ?? [];
	expect(words.length).toBeGreaterThan(4);
	expect(nodeSources).toContain(words.trim());
});
