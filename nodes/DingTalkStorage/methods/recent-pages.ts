import type { Page } from '../../../lib/dingtalk';
import type { Entry } from './folder-walk';

/** Long enough for typing and thinking. n8n itself keeps a list until the user refreshes it. */
const LIFETIME_MS = 5 * 60_000;

/** More spaces than people choose from at once, and 10,000 entries of each. */
const MAX_SPACES = 10;
const MAX_PAGES_PER_SPACE = 200;

/**
 * The pages of a space that were listed in the last minutes. With every few letters the user types, n8n asks anew:
 * what is remembered costs no call, and a search goes on from where the one before had to stop.
 */
export class RecentPages {
	readonly #pages = new Map<string, Page<Entry>>();

	constructor(readonly untilMs: number) {}

	async get(key: string, list: () => Promise<Page<Entry>>): Promise<Page<Entry>> {
		const known = this.#pages.get(key);
		if (known) return known;
		const page = await list();
		if (this.#pages.size < MAX_PAGES_PER_SPACE) this.#pages.set(key, page);
		return page;
	}
}

/** What is remembered of each space. */
export class RecentSpaces {
	readonly #spaces = new Map<string, RecentPages>();

	constructor(private readonly nowMs: () => number = Date.now) {}

	/** @param key names the space, and all that decides what can be seen of it */
	get(key: string): RecentPages {
		const known = this.#spaces.get(key);
		return known && known.untilMs > this.nowMs() ? known : this.renew(key);
	}

	/** Forgets the space: its list is opened anew, to show what is there now. */
	renew(key: string): RecentPages {
		const pages = new RecentPages(this.nowMs() + LIFETIME_MS);
		this.#spaces.delete(key);
		this.#spaces.set(key, pages);
		const [oldest] = this.#spaces.keys();
		if (this.#spaces.size > MAX_SPACES && oldest !== undefined) this.#spaces.delete(oldest);
		return pages;
	}
}
