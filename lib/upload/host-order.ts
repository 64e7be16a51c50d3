/**
 * Remembers which storage hosts are out of reach, so that only the first part pays for finding out:
 * every later part goes to the others.
 */
export class HostOrder {
	/** Host → whether it stays out of reach however often it is tried. */
	private readonly unreachable = new Map<string, boolean>();

	/** The hosts in reach take turns; where none is, those that may come back do. */
	choose(resourceUrls: readonly string[], turn: number): string {
		const inReach = resourceUrls.filter((url) => !this.unreachable.has(hostOf(url)));
		const hopeful = resourceUrls.filter((url) => this.unreachable.get(hostOf(url)) !== true);
		const candidates = [inReach, hopeful, resourceUrls].find((urls) => urls.length > 0) ?? [];
		return candidates[turn % candidates.length] ?? '';
	}

	isAnyInReach(resourceUrls: readonly string[]): boolean {
		return resourceUrls.some((url) => !this.unreachable.has(hostOf(url)));
	}

	/** Whether all of them stay out of reach. */
	isHopeless(resourceUrls: readonly string[]): boolean {
		return resourceUrls.every((url) => this.unreachable.get(hostOf(url)) === true);
	}

	markUnreachable(resourceUrl: string, isForGood: boolean): void {
		this.unreachable.set(hostOf(resourceUrl), isForGood);
	}

	markReachable(resourceUrl: string): void {
		this.unreachable.delete(hostOf(resourceUrl));
	}
}

/** The part of a signed URL that may be shown. */
export function hostOf(resourceUrl: string): string {
	try {
		return new URL(resourceUrl).host;
	} catch {
		return '';
	}
}
