import path from 'node:path';
import { CACHE } from '../../../scripts/lib/paths.cjs';

export const E2E_FOLDER = path.join(CACHE, 'test/e2e');
/** The only folder that the tests' n8n may read files from. */
export const FILES_FOLDER = path.join(E2E_FOLDER, 'files');

const VARIABLE = 'E2E_N8N_SESSION';

/** The tests' n8n, and its owner's session. */
export interface Session {
	readonly baseUrl: string;
	readonly cookie: string;
}

/** Jest hands its environment on to the test files, and nothing else. */
export function shareSession(session: Session): void {
	process.env[VARIABLE] = JSON.stringify(session);
}

export function sharedSession(): Session {
	const shared = process.env[VARIABLE];
	if (shared === undefined) throw new Error('n8n was not started: run these tests with --selectProjects e2e');
	return JSON.parse(shared) as Session;
}
