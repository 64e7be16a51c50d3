/** Rename Automatically puts a number in front of the extension: `report.pdf`, `report(1).pdf`. */
const NUMBER = /^(?<stem>.*)\(\d+\)$/s;

/** Whether Rename Automatically could have made `name` of `asked`. */
export function isNumbered(name: string, asked: string): boolean {
	const [stem, extension] = split(name);
	const [askedStem, askedExtension] = split(asked);
	return extension === askedExtension && NUMBER.exec(stem)?.groups?.stem === askedStem;
}

/** The name without any number, the same for all names that could come of each other. */
export function plainName(name: string): string {
	const [stem, extension] = split(name);
	const shorter = NUMBER.exec(stem)?.groups?.stem;
	return shorter === undefined ? name : plainName(shorter + extension);
}

/** A dot at the start is no extension's. */
function split(name: string): readonly [stem: string, extension: string] {
	const dot = name.lastIndexOf('.');
	return dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
}
