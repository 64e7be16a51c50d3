import { isHeaderName, isHeaderValue } from '../upload';
import { DingTalkError } from './errors';
import { readDateMs } from './read-date';

/**
 * The shapes DingTalk answers with, read tolerantly: unknown fields are ignored, missing optional
 * ones are undefined, ids are text whether they came as text or as numbers. What cannot be done
 * without is an `API_BAD_ANSWER` when it is missing.
 */

export interface UploadKeyAnswer {
	readonly uploadKey: string;
}

export interface PartUploadInfo {
	readonly partNumber: number;
	/** At least one, the preferred one first. */
	readonly resourceUrls: readonly string[];
	/** To be sent word for word. */
	readonly headers: Readonly<Record<string, string>>;
	readonly expirationSeconds: number;
	readonly region: string | undefined;
	readonly internalResourceUrls: readonly string[];
}

/** A file or folder. */
export interface Dentry {
	readonly id: string;
	readonly spaceId: string;
	/** `0` for a file right in the space. */
	readonly parentId: string | undefined;
	/** `FILE` or `FOLDER`. */
	readonly type: string | undefined;
	/** The final name: DingTalk strips blanks and may add a number. */
	readonly name: string;
	readonly sizeBytes: number | undefined;
	readonly extension: string | undefined;
	readonly path: string | undefined;
	readonly uuid: string | undefined;
	/** 1 for a new file; Replace counts it up. */
	readonly version: number | undefined;
	/** On DingTalk's clock, in whole seconds; undefined where it cannot be read. */
	readonly createdAtMs: number | undefined;
	readonly modifiedAtMs: number | undefined;
	/** All fields as they came. */
	readonly raw: Readonly<Record<string, unknown>>;
}

export interface Space {
	readonly spaceId: string;
	readonly spaceName: string;
}

export interface Page<T> {
	readonly entries: readonly T[];
	/** Undefined on the last page, where DingTalk sends an empty text or nothing. */
	readonly nextToken: string | undefined;
}

export interface AccessTokenAnswer {
	readonly accessToken: string;
	readonly expiresInSeconds: number;
}

/** All signatures of DingTalk live this long (DingTalk docs: multiPartUploadInfos/query); OSS refuses older ones. */
const DOCUMENTED_EXPIRATION_SECONDS = 900;

/** No signature of OSS lives longer (OSS docs: signature version 4), and dates stay in JavaScript's range. */
const MAX_EXPIRATION_SECONDS = 7 * 24 * 3600;

/** DingTalk docs: oauth2/accessToken. */
const DOCUMENTED_TOKEN_SECONDS = 7200;

export function parseUploadKey(body: unknown): UploadKeyAnswer {
	return { uploadKey: text(record(body, 'body'), 'uploadKey') };
}

export function parsePartUploadInfos(body: unknown): PartUploadInfo[] {
	return list(record(body, 'body'), 'multipartHeaderSignatureInfos').map((value) => {
		const entry = record(value, 'multipartHeaderSignatureInfos');
		const info = record(entry.headerSignatureInfo, 'headerSignatureInfo');
		const resourceUrls = texts(info.resourceUrls);
		if (resourceUrls.length === 0) throw badAnswer('resourceUrls');
		return {
			partNumber: positiveInteger(entry, 'partNumber'),
			resourceUrls,
			headers: headers(info.headers),
			expirationSeconds: Math.min(
				optionalNumber(info.expirationSeconds) ?? DOCUMENTED_EXPIRATION_SECONDS,
				MAX_EXPIRATION_SECONDS,
			),
			region: optionalText(info.region),
			internalResourceUrls: texts(info.internalResourceUrls),
		};
	});
}

export function parseCommittedDentry(body: unknown): Dentry {
	return parseDentry(record(body, 'body').dentry);
}

export function parseDentryPage(body: unknown): Page<Dentry> {
	return page(record(body, 'body'), 'dentries', parseDentry);
}

export function parseSpacePage(body: unknown): Page<Space> {
	return page(record(body, 'body'), 'spaces', (value) => {
		const space = record(value, 'spaces');
		const spaceId = text(space, 'spaceId');
		return { spaceId, spaceName: optionalText(space.spaceName) ?? spaceId };
	});
}

export function parseAccessToken(body: unknown): AccessTokenAnswer {
	const answer = record(body, 'body');
	const accessToken = text(answer, 'accessToken');
	if (!isHeaderValue(accessToken)) throw badAnswer('accessToken');
	return {
		accessToken,
		expiresInSeconds: optionalNumber(answer.expireIn) ?? DOCUMENTED_TOKEN_SECONDS,
	};
}

function parseDentry(value: unknown): Dentry {
	const raw = record(value, 'dentry');
	return {
		id: text(raw, 'id'),
		spaceId: text(raw, 'spaceId'),
		parentId: optionalText(raw.parentId),
		type: optionalText(raw.type)?.toUpperCase(),
		name: text(raw, 'name'),
		sizeBytes: optionalNumber(raw.size),
		extension: optionalText(raw.extension),
		path: optionalText(raw.path),
		uuid: optionalText(raw.uuid),
		version: optionalNumber(raw.version),
		createdAtMs: readDateMs(raw.createTime),
		modifiedAtMs: readDateMs(raw.modifiedTime),
		raw,
	};
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text, or a number as text if no digit of it was lost; undefined for anything else and for the empty text. */
export function optionalText(value: unknown): string | undefined {
	if (Number.isSafeInteger(value)) return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

function optionalNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

function page<T>(body: Record<string, unknown>, field: string, parse: (value: unknown) => T): Page<T> {
	return { entries: list(body, field).map(parse), nextToken: optionalText(body.nextToken) };
}

function record(value: unknown, field: string): Record<string, unknown> {
	if (isRecord(value)) return value;
	throw badAnswer(field);
}

function list(from: Record<string, unknown>, field: string): unknown[] {
	const value = from[field];
	if (Array.isArray(value)) return value;
	throw badAnswer(field);
}

function text(from: Record<string, unknown>, field: string): string {
	const value = optionalText(from[field]);
	if (value !== undefined) return value;
	throw badAnswer(field);
}

function positiveInteger(from: Record<string, unknown>, field: string): number {
	const value = optionalNumber(from[field]);
	if (value !== undefined && Number.isInteger(value) && value > 0) return value;
	throw badAnswer(field);
}

function texts(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string' && entry !== '') : [];
}

function headers(value: unknown): Record<string, string> {
	const entries = Object.entries(record(value, 'headers'));
	return Object.fromEntries(
		entries.map(([name, content]) => {
			const isSendable = typeof content === 'string' && isHeaderName(name) && isHeaderValue(content);
			if (!isSendable) throw badAnswer('headers');
			return [name, content];
		}),
	);
}

function badAnswer(field: string): DingTalkError {
	return new DingTalkError('API_BAD_ANSWER', { field });
}
