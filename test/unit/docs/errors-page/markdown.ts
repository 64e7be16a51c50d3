/** Plain text, so that nothing in it is taken for formatting. */
export function plainText(text: string): string {
	return text.replace(/[*<]/g, '\\$&');
}

/** A table as the formatter would lay it out: each column as wide as its widest cell. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const widths = head.map((title, column) =>
		Math.max(3, ...[head, ...rows].map((row) => displayWidth(row[column] ?? title))),
	);
	const line = (cells: readonly string[], filler = ' ') =>
		`| ${widths.map((width, column) => pad(cells[column] ?? '', width, filler)).join(' | ')} |`;
	return [line(head), line([], '-'), ...rows.map((row) => line(row))].join('\n');
}

function pad(text: string, width: number, filler: string): string {
	return text + filler.repeat(width - displayWidth(text));
}

/** Chinese characters and their punctuation take two columns. */
function displayWidth(text: string): number {
	return [...text].reduce(
		(width, character) => width + (/[\u2e80-\ua4cf\uff00-\uffef]/.test(character) ? 2 : 1),
		0,
	);
}
