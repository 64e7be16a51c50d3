import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
	scripts: Record<string, string>;
};

/** What is written for people, wherever it lies. */
const DOCUMENTS = ['.', 'docs', 'docs/decisions', 'emulator', 'bench', 'examples'].flatMap((folder) =>
	readdirSync(join(ROOT, folder))
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name)),
);

/** Folders at the top: what begins with one of them between backticks is a path of the project. */
const FOLDERS = readdirSync(ROOT, { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
	.map(({ name }) => name);

const textOf = (document: string) => readFileSync(join(ROOT, document), 'utf8');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

it('finds the documents', () => {
	expect(DOCUMENTS).toEqual(expect.arrayContaining(['README.md', 'docs/scale.md', 'emulator/README.md']));
});

describe.each(DOCUMENTS)('%s', (document) => {
	const text = textOf(document);

	it('links to files that are there', () => {
		const links = all(text, /\]\((?!https?:|#|mailto:)([^)#\s]+)/g);
		expect(links.filter((link) => !existsSync(join(ROOT, dirname(document), link)))).toEqual([]);
	});

	it('names files and folders that are there', () => {
		const paths = all(text, new RegExp(`\`((?:${FOLDERS.join('|')})/[\\w./-]*)\``, 'g'));
		expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
	});

	it('names commands that are there', () => {
		const commands = all(text, /npm run ([\w:-]+)/g);
		expect(commands.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
		const programs = all(text, /\bnode (scripts\/[\w./-]+)/g);
		expect(programs.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
	});
});

it('tells developers of every npm script but those that npm itself runs', () => {
	const told = ['README.md', 'CONTRIBUTING.md'].map(textOf).join('\n');
	const names = Object.keys(scripts).filter((name) => !/^(pre|post)/.test(name) && name !== 'test');
	expect(names.filter((name) => !told.includes(`npm run ${name}`))).toEqual([]);
});
