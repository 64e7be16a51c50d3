import path from 'node:path';
import { CACHE } from '../../../scripts/lib/paths.cjs';

/** Everything that the tests make lies here. */
export const QUEUE_FOLDER = path.join(CACHE, 'test/queue');

const VARIABLE = 'QUEUE_TESTS_INSTALLED';

/** What every stack of the tests is started with. */
export interface Installed {
	readonly nodeBinary: string;
	/** The package with our node. */
	readonly tarball: string;
}

/** Jest hands its environment on to the test files, and nothing else. */
export function shareInstalled(installed: Installed): void {
	process.env[VARIABLE] = JSON.stringify(installed);
}

export function sharedInstalled(): Installed {
	const shared = process.env[VARIABLE];
	if (shared === undefined)
		throw new Error('n8n is not installed: run these tests with --selectProjects queue');
	return JSON.parse(shared) as Installed;
}
