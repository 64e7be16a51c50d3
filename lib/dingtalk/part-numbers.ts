import { LIMITS } from '../upload';

/** Enough of it to be found in the list. */
const PIECE_MAX_CHARS = 60;

/** A list of part numbers that cannot be read, with the piece that is to blame. */
export class PartNumbersError extends Error {
	override readonly name = 'PartNumbersError';
	/** The start of it, where it is long. */
	readonly piece: string;

	constructor(
		readonly reason: 'empty' | 'notANumber' | 'reversed' | 'outOfRange',
		piece: string,
	) {
		super(`Part numbers: ${reason}`);
		this.piece = piece.slice(0, PIECE_MAX_CHARS);
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
	const numbers: number[] = [];
	const isNamed = new Uint8Array(LIMITS.maxParts + 1);
	for (const { first, last } of pieces.map(parsePiece)) {
		for (let number = first; number <= last && numbers.length < LIMITS.maxParts; number++) {
			if (isNamed[number] === 0) numbers.push(number);
			isNamed[number] = 1;
		}
	}
	return numbers;
}

function parsePiece(piece: string): { readonly first: number; readonly last: number } {
	const match = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(piece);
	if (match === null) throw new PartNumbersError('notANumber', piece);
	const first = Number(match[1]);
	const last = Number(match[2] ?? match[1]);
	if (first < 1 || Math.max(first, last) > LIMITS.maxParts) throw new PartNumbersError('outOfRange', piece);
	if (last < first) throw new PartNumbersError('reversed', piece);
	return { first, last };
}
