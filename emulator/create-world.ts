import { Clock } from './clock';
import { FaultQueue } from './faults/fault-queue';
import { CallLog } from './http/call-log';
import { TrafficShaper } from './http/traffic-shaper';
import {
	DEFAULT_QPS_LIMIT,
	DEFAULT_SIGNATURE_LIFETIME_SECONDS,
	DEFAULT_TOKEN_LIFETIME_SECONDS,
	type EmulatorOptions,
} from './options';
import { DEMO, DEMO_APPS, DEMO_SPACES, DEMO_USERS } from './seed';
import { Dentries } from './state/dentries';
import { Mutex } from './state/mutex';
import { RateLimits } from './state/rate-limits';
import { Spaces } from './state/spaces';
import { Tasks } from './state/tasks';
import { TokenIssuer } from './state/token-issuer';
import { Uploads } from './state/uploads';
import { createStore } from './stores/create-store';
import { DEFAULT_SWITCHES } from './switches';
import type { World } from './world';

/** The state at the start: the seed of the options, and nothing uploaded. */
export function createWorld(options: EmulatorOptions, storageUrl: string): World {
	const clock = new Clock(options.now ?? Date.now);
	const users = options.users ?? DEMO_USERS;
	const spaces = options.spaces ?? DEMO_SPACES;
	return {
		clock,
		storageUrl,
		corpId: options.corpId ?? DEMO.corpId,
		users,
		approvalSpaceId: options.approvalSpaceId ?? DEMO.approvalSpaceId,
		signatureLifetimeSeconds: options.signatureLifetimeSeconds ?? DEFAULT_SIGNATURE_LIFETIME_SECONDS,
		latencyMs: options.latencyMs ?? 0,
		switches: { ...DEFAULT_SWITCHES, ...options.switches },
		tokens: new TokenIssuer(
			options.apps ?? DEMO_APPS,
			clock,
			options.tokenLifetimeSeconds ?? DEFAULT_TOKEN_LIFETIME_SECONDS,
		),
		limits: new RateLimits(clock, options.qpsLimit ?? DEFAULT_QPS_LIMIT, options.monthlyQuota ?? Infinity),
		spaces: new Spaces(spaces, new Set(users.map((user) => user.unionId)), clock),
		dentries: new Dentries(spaces, users[0]?.unionId ?? '', clock),
		uploads: new Uploads(),
		store: createStore(options.store ?? 'memory'),
		processInstances: [],
		changes: new Mutex(),
		tasks: new Tasks(clock),
		shaper: new TrafficShaper(options.bytesPerSecondPerConnection, options.bytesPerSecondTotal),
		faults: new FaultQueue(),
		calls: new CallLog(options.onCall),
	};
}
