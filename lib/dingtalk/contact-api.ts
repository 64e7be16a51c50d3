import type { ApiClient } from './api-client';
import { parseApprovalSpaceId, parseUnionId, parseUserId } from './wire';

/**
 * Who is who: every person has a union ID, which storage wants, and a user ID, which people and approvals know. The
 * legacy calls cost nothing of the monthly quota (DingTalk docs: call limits).
 */
export class ContactApi {
	constructor(private readonly client: ApiClient) {}

	/** @throws DingTalkError `USER_NOT_FOUND`, `USER_OUT_OF_REACH` */
	async getUnionId(userId: string, signal: AbortSignal): Promise<string> {
		return await this.#ask('getUser', '/topapi/v2/user/get', { userid: userId }, parseUnionId, signal);
	}

	/** @throws DingTalkError `USER_NOT_FOUND`, `USER_OUT_OF_REACH` */
	async getUserIdByMobile(mobile: string, signal: AbortSignal): Promise<string> {
		const path = '/topapi/v2/user/getbymobile';
		return await this.#ask('getUserByMobile', path, { mobile }, parseUserId, signal);
	}

	/** @throws DingTalkError `USER_NOT_FOUND`, `USER_OUT_OF_REACH` */
	async getUserIdByUnionId(unionId: string, signal: AbortSignal): Promise<string> {
		const path = '/topapi/user/getbyunionid';
		return await this.#ask('getUserByUnionId', path, { unionid: unionId }, parseUserId, signal);
	}

	/**
	 * The space of approval attachments. Asking for it gives the user the right to upload there for a while
	 * (DingTalk docs: spaces/infos/query).
	 */
	async getApprovalSpaceId(userId: string, signal: AbortSignal): Promise<string> {
		return await this.client.call(
			{
				operation: 'getAttachmentSpace',
				request: {
					host: 'api',
					method: 'POST',
					path: '/v1.0/workflow/processInstances/spaces/infos/query',
					body: { userId },
				},
				idempotent: true,
				parse: parseApprovalSpaceId,
			},
			signal,
		);
	}

	async #ask<T>(
		operation: string,
		path: string,
		body: object,
		parse: (body: unknown) => T,
		signal: AbortSignal,
	): Promise<T> {
		const request = { host: 'legacy', method: 'POST', path, body } as const;
		return await this.client.call({ operation, request, idempotent: true, parse }, signal);
	}
}
