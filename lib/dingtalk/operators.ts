import type { ContactApi } from './contact-api';
import { LookUps } from './look-ups';

/** The person on whose behalf DingTalk acts, by whatever is known of them. */
export interface OperatorId {
	readonly kind: OperatorIdKind;
	readonly value: string;
}

export type OperatorIdKind = (typeof OPERATOR_ID_KINDS)[number];

export const OPERATOR_ID_KINDS = ['unionId', 'userId', 'mobile'] as const;

/** Turns what a user knows of a person into what DingTalk's calls want. Each person is looked up once. */
export class Operators {
	readonly #unionIds = new LookUps<string>();
	readonly #userIds = new LookUps<string>();

	constructor(private readonly contacts: ContactApi) {}

	/** @throws DingTalkError `USER_NOT_FOUND`, `USER_OUT_OF_REACH`, `SCOPE_MISSING` */
	async unionIdOf(operator: OperatorId, signal: AbortSignal): Promise<string> {
		if (operator.kind === 'unionId') return operator.value;
		const userId = await this.userIdOf(operator, signal);
		return await this.#unionIds.get([userId], () => this.contacts.getUnionId(userId, signal));
	}

	/** @throws DingTalkError `USER_NOT_FOUND`, `USER_OUT_OF_REACH`, `SCOPE_MISSING` */
	async userIdOf({ kind, value }: OperatorId, signal: AbortSignal): Promise<string> {
		if (kind === 'userId') return value;
		return await this.#userIds.get([kind, value], () =>
			kind === 'mobile'
				? this.contacts.getUserIdByMobile(value, signal)
				: this.contacts.getUserIdByUnionId(value, signal),
		);
	}
}
