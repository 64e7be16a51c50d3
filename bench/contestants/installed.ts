import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The benchmark runs from the project's folder (`scripts/bench.mjs`). */
const fromProject = createRequire(join(process.cwd(), 'package.json'));
const fromBench = createRequire(join(process.cwd(), '.cache/bench/package.json'));

/** A library that only the benchmark needs; installed in .cache/bench from bench/competitors. */
export function requireCompetitor(name: string): unknown {
	return fromBench(name);
}

/** One of the project's scripts, which are plain JavaScript. */
export function requireScript(path: string): unknown {
	return fromProject(`./scripts/lib/${path}`);
}
