import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { requireScript } from '../contestants/installed';
import { atMost, inUnit, type Goal } from '../figures/goals';
import { medianOf, type Results } from '../figures/statistics';
import { medianAndRange, section, type Column } from '../report/section';
import { takeTurns } from '../turns';
import type { Scenario } from './scenario';

const NODE_FILE = join(process.cwd(), 'dist/nodes/DingTalkStorage/DingTalkStorage.node.js');
const KILOBYTE = 1000;

/** Loading takes a fraction of a second. */
const LOADING_TIMEOUT_MS = 60_000;

/** What the process has loaded before the node. */
const BEFORE = { 'n8n-workflow loaded before': ['n8n-workflow'], 'from nothing': [] } as const;
type Name = keyof typeof BEFORE;

export interface LoadingRun {
	readonly elapsedMs: number;
}

const COLUMNS: ReadonlyArray<Column<LoadingRun>> = [medianAndRange('ms', (run) => run.elapsedMs)];

/** What the node costs an n8n that starts, and a disk. */
export const loading: Scenario = {
	name: 'loading',
	summary: 'loading the node in a fresh process, and the size of the package',
	runs: 7,
	secondsPerRound: 2,
	secondsBefore: 5,
	async run({ runs, report }) {
		const results = await takeTurns({
			names: Object.keys(BEFORE) as Name[],
			runs,
			runOnce: async (name) => loadOnce(BEFORE[name]),
			onRun: (name, { elapsedMs }, share) => report(name, `${elapsedMs.toFixed(0)} ms`, share),
		});
		const packedBytes = await measurePackage();
		return {
			sections: [
				section(
					'Loading the node',
					`\`require\` in a fresh process, ${runs} runs each. n8n has n8n-workflow loaded long before it loads a ` +
						`node. The package is ${(packedBytes / KILOBYTE).toFixed(0)} kB, packed.`,
					COLUMNS,
					results,
				),
			],
			goals: loadingGoals(results, packedBytes),
		};
	},
};

/** Without a cache of compiled code, which n8n does not have either. */
function loadOnce(before: readonly string[]): LoadingRun {
	const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
	const args = [join(__dirname, '../loading-process.js'), NODE_FILE, ...before];
	const printed = execFileSync(process.execPath, args, {
		env,
		encoding: 'utf8',
		timeout: LOADING_TIMEOUT_MS,
	});
	return { elapsedMs: Number(printed) };
}

async function measurePackage(): Promise<number> {
	const { packProject } = requireScript('project.cjs') as { packProject(): Promise<string> };
	return statSync(await packProject()).size;
}

/** What is demanded of the package. */
export function loadingGoals(results: Results<LoadingRun>, packedBytes: number): Goal[] {
	const elapsedMs = (name: Name) => medianOf(results, name, (run) => run.elapsedMs);
	return [
		atMost(
			'Loading the node in n8n',
			60,
			inUnit('ms'),
			{ 'n8n-workflow loaded before': elapsedMs('n8n-workflow loaded before') },
			{ 'from nothing': elapsedMs('from nothing') },
		),
		atMost('Size of the package', 500, inUnit('kB'), { packed: packedBytes / KILOBYTE }),
	];
}
