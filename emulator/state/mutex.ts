/** Runs tasks one after the other, in the order they came. */
export class Mutex {
	private last: Promise<unknown> = Promise.resolve();

	async run<T>(task: () => Promise<T>): Promise<T> {
		const result = this.last.then(task);
		this.last = result.catch(() => {});
		return await result;
	}
}
