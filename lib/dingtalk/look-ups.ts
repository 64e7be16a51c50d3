import { mayPass } from './errors';

interface LookUp<T> {
	readonly answer: Promise<T>;
	readonly endsAtMs: number;
}

/**
 * Looks each thing up once: whoever asks again, or at the same time, gets the same answer or the same refusal.
 * A failure that may pass is shared by those who wait for it only.
 */
export class LookUps<T> {
	readonly #lookUps = new Map<string, LookUp<T>>();

	/** @param lifetimeMs how long an answer holds, from when it was asked for */
	constructor(
		private readonly lifetimeMs = Infinity,
		private readonly now: () => number = Date.now,
	) {}

	/** @param key all that the answer depends on */
	get(key: readonly string[], look: () => Promise<T>): Promise<T> {
		const name = JSON.stringify(key);
		const known = this.#lookUps.get(name);
		if (known && known.endsAtMs > this.now()) return known.answer;
		const answer = look();
		this.#lookUps.set(name, { answer, endsAtMs: this.now() + this.lifetimeMs });
		answer.catch((error) => {
			if (mayPass(error)) this.#lookUps.delete(name);
		});
		return answer;
	}
}
