/** From where to go on after an upload that failed: what its error tells the user. */
export function checkpointOf(error: unknown): string {
	const { checkpoint } = (error as { context: { data: { checkpoint?: unknown } } }).context.data;
	if (typeof checkpoint !== 'string') throw new Error('The error holds no checkpoint');
	return checkpoint;
}
