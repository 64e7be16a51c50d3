/** How many bytes had arrived at a moment. */
export interface ByteSample {
	readonly atMs: number;
	readonly bytes: number;
}

/** The middle half: what comes before has the start in it, what comes after has connections without a part. */
const FROM_SHARE = 0.25;
const TO_SHARE = 0.75;

/**
 * The speed at which the middle half of a file arrived: from the moment at which the server had read a
 * quarter of its bytes to the moment at which it had read three quarters.
 *
 * @param samples in order of time
 */
export function middleHalfBytesPerSecond(samples: readonly ByteSample[], fileBytes: number): number {
	const fromMs = momentOf(samples, fileBytes * FROM_SHARE);
	const toMs = momentOf(samples, fileBytes * TO_SHARE);
	return (fileBytes * (TO_SHARE - FROM_SHARE)) / ((toMs - fromMs) / 1000);
}

/** When so many bytes had arrived, in a straight line between two samples; NaN when they never had. */
function momentOf(samples: readonly ByteSample[], bytes: number): number {
	const index = samples.findIndex((sample) => sample.bytes >= bytes);
	const after = samples[index];
	const before = samples[index - 1];
	if (!after || !before) return Number.NaN;
	const share = (bytes - before.bytes) / (after.bytes - before.bytes);
	return before.atMs + share * (after.atMs - before.atMs);
}
