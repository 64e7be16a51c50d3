import { abortableSleep } from '../upload';
import { ApiPace, type PaceClock, type PacedCall } from './api-pace';

const REAL_CLOCK: PaceClock = { now: () => performance.now(), sleep: abortableSleep };

/** Keeps the calls of one app below DingTalk's limit, which is per app and API: each API has its own pace. */
export class CallPacer {
	private readonly paces = new Map<string, ApiPace>();

	constructor(private readonly clock: PaceClock = REAL_CLOCK) {}

	/**
	 * Waits until a call of this operation may start.
	 * @param ready settles once nothing else, such as a login, holds calls back
	 * @throws UploadError `UPLOAD_ABORTED` as soon as the signal fires
	 */
	async turn(operation: string, signal: AbortSignal, ready: () => Promise<void>): Promise<PacedCall> {
		let pace = this.paces.get(operation);
		if (pace === undefined) {
			pace = new ApiPace(this.clock);
			this.paces.set(operation, pace);
		}
		return await pace.turn(signal, ready);
	}
}
