import type { Clock } from './clock';
import type { FaultQueue } from './faults/fault-queue';
import type { CallLog } from './http/call-log';
import type { TrafficShaper } from './http/traffic-shaper';
import type { EmulatedUser } from './options';
import type { Dentries } from './state/dentries';
import type { Mutex } from './state/mutex';
import type { ProcessInstance } from './state/process-instances';
import type { RateLimits } from './state/rate-limits';
import type { Spaces } from './state/spaces';
import type { Tasks } from './state/tasks';
import type { TokenIssuer } from './state/token-issuer';
import type { Uploads } from './state/uploads';
import type { ObjectStore } from './stores/object-store';
import type { Switches } from './switches';

/** Everything a handler may look at or change. */
export interface World {
	readonly clock: Clock;
	/** Base address of the object storage. */
	readonly storageUrl: string;
	readonly corpId: string;
	readonly users: readonly EmulatedUser[];
	readonly approvalSpaceId: string;
	readonly signatureLifetimeSeconds: number;
	readonly latencyMs: number;
	readonly switches: Switches;
	readonly tokens: TokenIssuer;
	readonly limits: RateLimits;
	readonly spaces: Spaces;
	readonly dentries: Dentries;
	readonly uploads: Uploads;
	readonly store: ObjectStore;
	readonly processInstances: ProcessInstance[];
	/** Commits and deletions run one after the other: no name is taken twice, and nothing goes to a folder that is gone. */
	readonly changes: Mutex;
	readonly tasks: Tasks;
	readonly shaper: TrafficShaper;
	readonly faults: FaultQueue;
	readonly calls: CallLog;
}
