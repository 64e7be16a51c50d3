/** Long enough for a busy machine; a condition that holds is seen within milliseconds. */
const DEADLINE_MS = 10_000;

/** Waits until the condition holds, and fails the test if it does not in time. */
export async function eventually(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
	const deadlineMs = Date.now() + DEADLINE_MS;
	while (!(await condition())) {
		if (Date.now() > deadlineMs) throw new Error(`Not within ${DEADLINE_MS / 1000} s: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
