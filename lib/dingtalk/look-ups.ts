/** Looks each thing up once: whoever asks again, or at the same time, gets the same answer or the same refusal. */
export class LookUps<T> {
	readonly #answers = new Map<string, Promise<T>>();

	/** @param key all that the answer depends on */
	get(key: readonly string[], look: () => Promise<T>): Promise<T> {
		const name = JSON.stringify(key);
		const known = this.#answers.get(name);
		if (known) return known;
		const answer = look();
		this.#answers.set(name, answer);
		return answer;
	}
}
