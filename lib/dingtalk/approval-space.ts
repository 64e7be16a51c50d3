import type { ContactApi } from './contact-api';
import { LookUps } from './look-ups';

/** Temporary rights last at most an hour (DingTalk docs: dentries/permissions); they are renewed half way. */
const RENEW_AFTER_MS = 1_800_000;

/** The organization's space for approval attachments. Whoever asks for it may upload there for a while. */
export class ApprovalSpace {
	readonly #spaces: LookUps<string>;

	constructor(
		private readonly contacts: ContactApi,
		now: () => number = Date.now,
	) {
		this.#spaces = new LookUps(RENEW_AFTER_MS, now);
	}

	/**
	 * The space, with the user's right to upload to it. Asked for once for all of a user's uploads, and again before
	 * the right ends.
	 * @throws DingTalkError `USER_NOT_FOUND`, `SCOPE_MISSING`
	 */
	async open(userId: string, signal: AbortSignal): Promise<string> {
		return await this.#spaces.get([userId], () => this.contacts.getApprovalSpaceId(userId, signal));
	}
}
