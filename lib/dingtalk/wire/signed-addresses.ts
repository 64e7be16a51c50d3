import { isHeaderName, isHeaderValue } from '../../upload';
import {
	badAnswer,
	list,
	optionalNumber,
	optionalText,
	positiveInteger,
	record,
	text,
	texts,
} from './read-json';

/** Where bytes are sent to or fetched from, and what has to go with the request. */
export interface SignedAddress {
	/** At least one, the preferred one first. */
	readonly resourceUrls: readonly string[];
	/** To be sent word for word. */
	readonly headers: Readonly<Record<string, string>>;
	readonly expirationSeconds: number;
	readonly region: string | undefined;
	readonly internalResourceUrls: readonly string[];
}

export interface PartUploadInfo extends SignedAddress {
	readonly partNumber: number;
}

export interface UploadKeyAnswer {
	readonly uploadKey: string;
}

/** A whole file by one request: the key to commit it with, and where its bytes go. */
export interface FileUploadInfo extends SignedAddress, UploadKeyAnswer {}

/** All signatures of DingTalk live this long (DingTalk docs: multiPartUploadInfos/query); OSS refuses older ones. */
const DOCUMENTED_EXPIRATION_SECONDS = 900;

/** No signature of OSS lives longer (OSS docs: signature version 4), and dates stay in JavaScript's range. */
const MAX_EXPIRATION_SECONDS = 7 * 24 * 3600;

export function parseUploadKey(body: unknown): UploadKeyAnswer {
	return { uploadKey: text(record(body, 'body'), 'uploadKey') };
}

export function parsePartUploadInfos(body: unknown): PartUploadInfo[] {
	return list(record(body, 'body'), 'multipartHeaderSignatureInfos').map((value) => {
		const entry = record(value, 'multipartHeaderSignatureInfos');
		return { partNumber: positiveInteger(entry, 'partNumber'), ...signedAddress(entry) };
	});
}

export function parseFileUploadInfo(body: unknown): FileUploadInfo {
	return { ...parseUploadKey(body), ...parseSignedAddress(body) };
}

export function parseSignedAddress(body: unknown): SignedAddress {
	return signedAddress(record(body, 'body'));
}

function signedAddress(from: Record<string, unknown>): SignedAddress {
	const info = record(from.headerSignatureInfo, 'headerSignatureInfo');
	const resourceUrls = texts(info.resourceUrls);
	if (resourceUrls.length === 0) throw badAnswer('resourceUrls');
	return {
		resourceUrls,
		headers: headers(info.headers),
		expirationSeconds: Math.min(
			optionalNumber(info.expirationSeconds) ?? DOCUMENTED_EXPIRATION_SECONDS,
			MAX_EXPIRATION_SECONDS,
		),
		region: optionalText(info.region),
		internalResourceUrls: texts(info.internalResourceUrls),
	};
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
