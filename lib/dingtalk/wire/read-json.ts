import { DingTalkError } from '../errors';

/**
 * DingTalk's answers are read tolerantly: unknown fields are ignored, missing optional ones are undefined, ids are
 * text whether they came as text or as numbers. What cannot be done without is an `API_BAD_ANSWER` when it is missing.
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text, or a number as text if no digit of it was lost; undefined for anything else and for the empty text. */
export function optionalText(value: unknown): string | undefined {
	if (Number.isSafeInteger(value)) return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

export function optionalNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

export function record(value: unknown, field: string): Record<string, unknown> {
	if (isRecord(value)) return value;
	throw badAnswer(field);
}

export function list(from: Record<string, unknown>, field: string): unknown[] {
	const value = from[field];
	if (Array.isArray(value)) return value;
	throw badAnswer(field);
}

export function text(from: Record<string, unknown>, field: string): string {
	const value = optionalText(from[field]);
	if (value !== undefined) return value;
	throw badAnswer(field);
}

export function texts(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string' && entry !== '') : [];
}

export function positiveInteger(from: Record<string, unknown>, field: string): number {
	const value = optionalNumber(from[field]);
	if (value !== undefined && Number.isInteger(value) && value > 0) return value;
	throw badAnswer(field);
}

export function badAnswer(field: string): DingTalkError {
	return new DingTalkError('API_BAD_ANSWER', { field });
}

export interface Page<T> {
	readonly entries: readonly T[];
	/** Undefined on the last page, where DingTalk sends an empty text or nothing. */
	readonly nextToken: string | undefined;
}

export function page<T>(body: unknown, field: string, parse: (value: unknown) => T): Page<T> {
	const answer = record(body, 'body');
	return { entries: list(answer, field).map(parse), nextToken: optionalText(answer.nextToken) };
}
