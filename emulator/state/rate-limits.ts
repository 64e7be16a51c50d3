import type { Clock } from '../clock';
import { apiError } from '../errors';

const WINDOW_MS = 1000;

/** The gateway's two limits: calls per second, app and API, and calls per month of the organisation. */
export class RateLimits {
	private readonly recent = new Map<string, number[]>();
	private month = '';
	private callsThisMonth = 0;

	constructor(
		private readonly clock: Clock,
		private readonly qpsLimit: number,
		private readonly monthlyQuota: number,
	) {}

	/** Counts a call (token and contact calls are exempt and never come here); throws when it is one too many. A throttled call does not count for the month. */
	admit(clientId: string, operation: string): void {
		const nowMs = this.clock.nowMs();
		const key = `${clientId} ${operation}`;
		const recent = (this.recent.get(key) ?? []).filter((atMs) => nowMs - atMs < WINDOW_MS);
		this.recent.set(key, recent);
		if (recent.length >= this.qpsLimit) throw apiError('Forbidden.AccessDenied.QpsLimitForAppkeyAndApi');
		recent.push(nowMs);
		this.countForMonth(nowMs);
	}

	private countForMonth(nowMs: number): void {
		const month = new Date(nowMs).toISOString().slice(0, 'yyyy-mm'.length);
		if (month !== this.month) {
			this.month = month;
			this.callsThisMonth = 0;
		}
		if (this.callsThisMonth >= this.monthlyQuota) {
			throw apiError('Forbidden.AccessDenied.ApiCountLimitForOrg');
		}
		this.callsThisMonth += 1;
	}
}
