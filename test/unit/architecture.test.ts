import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * Who may import whom: deny by default. A layer that is not named may not be reached, and neither may a
 * package that is not.
 */
const ROOT = resolve(__dirname, '../..');

interface Layer {
	readonly folder: string;
	/** Files outside the folder, relative to the project. */
	readonly mayReach: readonly RegExp[];
	/** Packages, and the files that may use them where not all may. */
	readonly packages: ReadonlyArray<readonly [name: RegExp, onlyIn?: string]>;
}

const LAYERS: readonly Layer[] = [
	{
		folder: 'lib/upload',
		mayReach: [],
		packages: [[/^node:/], [/^undici$/, 'lib/upload/storage-client.ts']],
	},
	{
		folder: 'lib/dingtalk',
		mayReach: [/^lib\/upload\/index$/],
		packages: [[/^node:/], [/^undici$/, 'lib/dingtalk/undici-transport.ts']],
	},
	{
		folder: 'nodes',
		mayReach: [/^lib\/(upload|dingtalk)\/index$/],
		packages: [
			[/^n8n-workflow$/],
			[/^node:crypto$/],
			[/^node:(os|path)$/, 'nodes/DingTalkStorage/n8n/n8n-folder.ts'],
		],
	},
	{
		folder: 'credentials',
		mayReach: [/^lib\/(upload|dingtalk)\/index$/, /^nodes\/DingTalkStorage\/(credential|transport)\//],
		packages: [[/^n8n-workflow$/], [/^node:crypto$/]],
	},
	{ folder: 'emulator', mayReach: [], packages: [[/^node:/]] },
	{
		folder: 'live',
		mayReach: [
			/^lib\/(upload|dingtalk)\/index$/,
			/^lib\/dingtalk\/(access-token|undici-transport)$/,
			/^emulator\/index$/,
		],
		packages: [[/^node:/]],
	},
	{
		// A question must be the same to both: it cannot know whom it asks.
		folder: 'live/probes',
		mayReach: [/^lib\/(upload|dingtalk)\/index$/, /^live\/[^/]+$/],
		packages: [[/^node:/]],
	},
];

function sourceFiles(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = `${folder}/${entry.name}`;
		if (entry.isDirectory()) return sourceFiles(path);
		return path.endsWith('.ts') ? [path] : [];
	});
}

function importsOf(file: string): string[] {
	const text = readFileSync(join(ROOT, file), 'utf8');
	return [...text.matchAll(/(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) => name);
}

/** The imported file without its ending, relative to the project; a folder stands for its index. */
function target(file: string, specifier: string): string {
	const path = relative(ROOT, resolve(ROOT, dirname(file), specifier));
	const isFolder = /^lib\/(upload|dingtalk)$|^emulator$/.test(path);
	return isFolder ? `${path}/index` : path;
}

function isAllowed(layer: Layer, file: string, specifier: string): boolean {
	if (specifier.startsWith('.')) {
		const path = target(file, specifier);
		return path.startsWith(`${layer.folder}/`) || layer.mayReach.some((allowed) => allowed.test(path));
	}
	return layer.packages.some(([name, onlyIn]) => name.test(specifier) && (onlyIn ?? file) === file);
}

describe.each(LAYERS)('$folder', (layer) => {
	const files = sourceFiles(layer.folder);

	it('imports only what its layer may', () => {
		expect(files.length).toBeGreaterThan(0);
		const forbidden = files.flatMap((file) =>
			importsOf(file)
				.filter((specifier) => !isAllowed(layer, file, specifier))
				.map((specifier) => `${file} imports ${specifier}`),
		);
		expect(forbidden).toEqual([]);
	});
});

describe.each(['lib/upload', 'lib/dingtalk', 'emulator'])('%s', (folder) => {
	it('has no file that n8n would take for a node or a credential', () => {
		expect(sourceFiles(folder).filter((file) => /\.(node|credentials)\.ts$/.test(file))).toEqual([]);
	});
});
