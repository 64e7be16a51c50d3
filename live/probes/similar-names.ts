import type { Probe, Workplace } from '../probe';

/** É as one character, and as an E with its accent. */
const COMPOSED = 'similar-\u00c9';
const DECOMPOSED = 'similar-E\u0301';

export const similarNames: Probe = {
	question: 'Two folders whose names differ by …',
	maxCalls: 4,
	async ask(at) {
		return {
			'upper and lower case': await compare(at, 'similar-case', 'Similar-Case'),
			'forms of Unicode': await compare(at, COMPOSED, DECOMPOSED),
		};
	},
};

async function compare(at: Workplace, one: string, other: string): Promise<string> {
	const ids = [await create(at, one), await create(at, other)];
	return new Set(ids).size === 1 ? 'are one' : 'are two';
}

async function create(at: Workplace, name: string): Promise<string> {
	const { spaceId, folderId: parentId, unionId } = at;
	const folder = { spaceId, parentId, unionId, name, conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' } as const;
	return (await at.dentries.createFolder(folder, at.signal)).id;
}
