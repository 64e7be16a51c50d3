import { orRefusal } from '../answer';
import type { Probe, Workplace } from '../probe';

/** Folders, whose names have the rules of files and cost one call. */
const NAMES: Readonly<Record<string, string>> = {
	'blanks at both ends': ' names blanks ',
	'a slash': 'names/slash',
	'a backslash': 'names\\backslash',
	'a colon': 'names:colon',
	'a question mark': 'names?question',
	'a control character': 'names\u0001control',
	'255 letters': 'n'.repeat(255),
	'256 letters': 'n'.repeat(256),
	'86 Chinese characters, of 258 bytes': '名'.repeat(86),
};

export const names: Probe = {
	question: 'A name with …',
	maxCalls: Object.keys(NAMES).length,
	async ask(at) {
		const facts: Record<string, string> = {};
		for (const [what, name] of Object.entries(NAMES)) facts[what] = await orRefusal(() => create(at, name));
		return facts;
	},
};

async function create(at: Workplace, name: string): Promise<string> {
	const { spaceId, folderId: parentId, unionId } = at;
	const folder = { spaceId, parentId, unionId, name, conflictStrategy: 'AUTO_RENAME' } as const;
	const { name: given } = await at.dentries.createFolder(folder, at.signal);
	if (given === name) return 'taken as it is';
	return given === name.trim() ? 'taken without the blanks' : 'taken as another name';
}
