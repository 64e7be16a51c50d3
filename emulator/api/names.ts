import { apiError } from '../errors';
import type { Dentry } from '../state/dentries';

/** DingTalk docs, "Submit a file": blanks at the ends are dropped; these characters and a final dot are refused. */
const ILLEGAL = /[\t*"<>|]|\.$/;

/** The name as it will be stored; throws when the rules forbid it. */
export function legalName(name: string): string {
	const stripped = name.replace(/^ +| +$/g, '');
	if (stripped === '' || ILLEGAL.test(stripped)) throw apiError('dentryNameIllegal');
	return stripped;
}

/** `report.pdf` → `report(1).pdf`, with the first number that no sibling has. */
export function freeName(name: string, siblings: readonly Dentry[]): string {
	const taken = new Set(siblings.map((sibling) => sibling.name));
	const dot = name.lastIndexOf('.');
	const [base, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
	let candidate = name;
	for (let number = 1; taken.has(candidate); number++) candidate = `${base}(${number})${extension}`;
	return candidate;
}
