/**
 * Settles as `work` does, or rejects when it takes longer than that; `work` is then left alone, and its late failure goes
 * unheard.
 */
export async function orTimedOut<T>(work: Promise<T>, timeoutMs: number, timedOut: () => Error): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const limit = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(timedOut()), timeoutMs);
	});
	return await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
