import { mayPass } from './errors';

/**
 * Looks each thing up once: whoever asks again, or at the same time, gets the same answer or the same refusal.
 * A failure that may pass is shared by those who wait for it only.
 */
export class LookUps<T> {
	readonly #answers = new Map<string, Promise<T>>();

	/** @param key all that the answer depends on */
	get(key: readonly string[], look: () => Promise<T>): Promise<T> {
		const name = JSON.stringify(key);
		const known = this.#answers.get(name);
		if (known) return known;
		const answer = look();
		this.#answers.set(name, answer);
		answer.catch((error) => {
			if (mayPass(error)) this.#answers.delete(name);
		});
		return answer;
	}
}
