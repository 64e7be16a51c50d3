import { LIMITS } from '../upload';

/** A list of part numbers that cannot be read, with the piece that is to blame. */
export class PartNumbersError extends Error {
	override readonly name = 'PartNumbersError';

	constructor(
		readonly reason: 'empty' | 'notANumber' | 'reversed' | 'outOfRange',
		readonly piece: string,
	) {
		super(`Part numbers: ${reason}`);
	}
}

/**
 * Reads part numbers and ranges, such as `1-45, 60`.
 * @returns every number once, in the order given
 * @throws PartNumbersError
 */
export function parsePartNumbers(text: string): number[] {
	const pieces = text
		.split(/[,，、;]/)
		.map((piece) => piece.trim())
		.filter((piece) => piece !== '');
	if (pieces.length === 0) throw new PartNumbersError('empty', '');
	return [...new Set(pieces.flatMap(parsePiece))];
}

function parsePiece(piece: string): number[] {
	const match = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(piece);
	if (match === null) throw new PartNumbersError('notANumber', piece);
	const first = Number(match[1]);
	const last = Number(match[2] ?? match[1]);
	if (first < 1 || Math.max(first, last) > LIMITS.maxParts) throw new PartNumbersError('outOfRange', piece);
	if (last < first) throw new PartNumbersError('reversed', piece);
	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
