import { N8N_VERSION } from '../../../scripts/lib/paths.cjs';

const [MAJOR = 0, MINOR = 0] = N8N_VERSION.split('.').map(Number);

/**
 * `it` or `describe` for what n8n itself has only from a version on: skipped where the tests run in an older one.
 *
 * @param version as `2.0`
 */
export function since<T extends { readonly skip: T }>(version: string, kind: T): T {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const isThere = MAJOR > major || (MAJOR === major && MINOR >= minor);
	return isThere ? kind : kind.skip;
}
