import type { ContactApi } from './contact-api';
import { mayPass } from './errors';

/** Temporary rights last at most an hour (DingTalk docs: dentries/permissions); they are renewed half way. */
const RENEW_AFTER_MS = 1_800_000;

interface Grant {
	readonly spaceId: Promise<string>;
	readonly renewAtMs: number;
}

/** The organization's space for approval attachments. Whoever asks for it may upload there for a while. */
export class ApprovalSpace {
	readonly #grants = new Map<string, Grant>();

	constructor(
		private readonly contacts: ContactApi,
		private readonly now: () => number = Date.now,
	) {}

	/**
	 * The space, with the user's right to upload to it. Asked for once for all of a user's uploads, and again before
	 * the right ends.
	 * @throws DingTalkError `USER_NOT_FOUND`, `SCOPE_MISSING`
	 */
	async open(userId: string, signal: AbortSignal): Promise<string> {
		const granted = this.#grants.get(userId);
		if (granted && granted.renewAtMs > this.now()) return await granted.spaceId;
		const spaceId = this.contacts.getApprovalSpaceId(userId, signal);
		this.#grants.set(userId, { spaceId, renewAtMs: this.now() + RENEW_AFTER_MS });
		spaceId.catch((error) => {
			if (mayPass(error)) this.#grants.delete(userId);
		});
		return await spaceId;
	}
}
