import { isHeaderValue } from '../../upload';
import { badAnswer, optionalNumber, optionalText, page, record, text, type Page } from './read-json';

export interface Space {
	readonly spaceId: string;
	readonly spaceName: string;
	/** All fields as they came. */
	readonly raw: Readonly<Record<string, unknown>>;
}

export interface AccessTokenAnswer {
	readonly accessToken: string;
	readonly expiresInSeconds: number;
}

/** DingTalk docs: oauth2/accessToken. */
const DOCUMENTED_TOKEN_SECONDS = 7200;

export function parseSpacePage(body: unknown): Page<Space> {
	return page(body, 'spaces', (value) => {
		const raw = record(value, 'spaces');
		const spaceId = text(raw, 'spaceId');
		return { spaceId, spaceName: optionalText(raw.spaceName) ?? spaceId, raw };
	});
}

/** A number here, unlike everywhere else (DingTalk docs: spaces/infos/query). */
export function parseApprovalSpaceId(body: unknown): string {
	return text(record(record(body, 'body').result, 'result'), 'spaceId');
}

export function parseUnionId(body: unknown): string {
	return text(record(record(body, 'body').result, 'result'), 'unionid');
}

export function parseUserId(body: unknown): string {
	return text(record(record(body, 'body').result, 'result'), 'userid');
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
