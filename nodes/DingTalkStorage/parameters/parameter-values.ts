import { ExecutionBaseError, type IExecuteFunctions } from 'n8n-workflow';
import { invalidParameter } from './invalid-parameter';

export interface NumberRange {
	readonly min: number;
	readonly max: number;
	readonly isWhole: boolean;
}

/** Enough to recognize it. */
const SHOWN_MAX_CHARS = 100;

/**
 * Reads the values of one item's parameters. An expression may yield anything, whatever the type of
 * its field: what is of no use is refused by the field's label, and nothing is made of it by chance.
 */
export class ParameterValues {
	constructor(
		private readonly functions: IExecuteFunctions,
		private readonly itemIndex: number,
	) {}

	/**
	 * The value of a field; of a resource locator, what its mode and value stand for.
	 * @throws n8n's own error, or one that names the field, where an expression fails
	 */
	get(name: string, label: string): unknown {
		return this.#read(name, label, { extractValue: true });
	}

	/** As `get`, but of a resource locator the whole: its mode and its value. */
	raw(name: string, label: string): unknown {
		return this.#read(name, label, {});
	}

	/** The text of a field, without blanks around it, empty where there is none. */
	textOf(name: string, label: string): string {
		return this.text(label, this.get(name, label));
	}

	/** The text of a field that must not be empty. */
	requiredText(name: string, label: string, whatToDo: string): string {
		const text = this.textOf(name, label);
		if (text === '') throw this.invalid(label, 'is empty', whatToDo);
		return text;
	}

	/** Text without blanks around it, empty where there is none. A number is text if no digit of it was lost. */
	text(label: string, value: unknown): string {
		if (isAbsent(value)) return '';
		if (Number.isSafeInteger(value)) return String(value);
		if (typeof value !== 'string') throw this.wrongType(label, 'text', value);
		if (!/\p{Surrogate}/u.test(value)) return value.trim();
		throw this.invalid(label, 'holds half of a character', 'Something has cut the text in two.');
	}

	flag(label: string, value: unknown, otherwise: boolean): boolean {
		if (isAbsent(value)) return otherwise;
		if (value === true || value === 'true') return true;
		if (value === false || value === 'false') return false;
		throw this.wrongType(label, 'true or false', value);
	}

	choice<T extends string>(label: string, value: unknown, choices: readonly T[]): T | undefined {
		if (isAbsent(value)) return undefined;
		const chosen = choices.find((choice) => choice === value);
		if (chosen !== undefined) return chosen;
		throw this.wrongType(label, `one of ${choices.join(', ')}`, value);
	}

	number(label: string, value: unknown, { min, max, isWhole }: NumberRange): number | undefined {
		if (isAbsent(value)) return undefined;
		const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
		const isNumber = typeof number === 'number' && number >= min && number <= max;
		if (isNumber && (!isWhole || Number.isInteger(number))) return number;
		throw this.wrongType(label, `a ${isWhole ? 'whole number' : 'number'} from ${min} to ${max}`, value);
	}

	/** The values of a collection. */
	collection(label: string, value: unknown): Readonly<Record<string, unknown>> {
		if (isAbsent(value)) return {};
		const isCollection = typeof value === 'object' && !Array.isArray(value);
		if (isCollection) return value as Record<string, unknown>;
		throw this.wrongType(label, 'an object', value);
	}

	/** The error for a value that the user has to change. @param what goes on after the label: `is empty` */
	invalid(label: string, what: string, description: string): Error {
		return invalidParameter(this.functions, this.itemIndex, label, what, description);
	}

	#read(name: string, label: string, options: { extractValue?: boolean }): unknown {
		try {
			return this.functions.getNodeParameter(name, this.itemIndex, '', options);
		} catch (error) {
			throw error instanceof ExecutionBaseError ? error : this.brokenExpression(label, error);
		}
	}

	private brokenExpression(label: string, error: unknown): Error {
		const reason = error instanceof Error ? error.message : String(error);
		return this.invalid(label, 'holds an expression that does not work', shorten(reason));
	}

	private wrongType(label: string, wanted: string, value: unknown): Error {
		return this.invalid(label, `must be ${wanted}`, `It is ${show(value)}.`);
	}
}

/** What an expression yields that finds nothing. */
export function isAbsent(value: unknown): value is undefined | null | '' {
	return value === undefined || value === null || value === '';
}

function show(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	if (typeof value === 'function') return 'a function';
	return shorten(typeof value === 'string' ? JSON.stringify(value) : String(value));
}

function shorten(text: string): string {
	return text.length > SHOWN_MAX_CHARS ? `${text.slice(0, SHOWN_MAX_CHARS)}…` : text;
}
