/**
 * Remembers which storage hosts are out of reach, so that only the first part pays for finding out:
 * every later part tries the others first.
 */
export class HostOrder {
	private readonly unreachable = new Set<string>();

	/** The same URLs, those of unreachable hosts last. */
	sort(resourceUrls: readonly string[]): string[] {
		const isUnreachable = (url: string) => this.unreachable.has(hostOf(url));
		return [
			...resourceUrls.filter((url) => !isUnreachable(url)),
			...resourceUrls.filter((url) => isUnreachable(url)),
		];
	}

	markUnreachable(resourceUrl: string): void {
		this.unreachable.add(hostOf(resourceUrl));
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
