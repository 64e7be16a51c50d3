/** Long enough for a busy machine; a condition that holds is seen within milliseconds. */
const DEADLINE_MS = 10_000;

/** Waits until the condition holds, and fails the test if it does not in time. */
export async function eventually(
	condition: () => boolean | Promise<boolean>,
	what: string,
	withinMs = DEADLINE_MS,
): Promise<void> {
	const deadlineMs = Date.now() + withinMs;
	while (!(await condition())) {
		if (Date.now() > deadlineMs) throw new Error(`Not within ${withinMs / 1000} s: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
