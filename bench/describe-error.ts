/** With its stack, for those who look for the cause; some libraries throw plain objects. */
export function describeError(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
}
