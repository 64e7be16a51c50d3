import type { Clock } from '../clock';
import { apiError } from '../errors';
import type { EmulatedSpace } from '../options';

/** DingTalk's word for a space without a limit. */
const UNLIMITED = -1;

export interface Space {
	readonly id: string;
	readonly name: string;
	readonly type: 'org' | 'personal';
	readonly quotaBytes: number;
	/** `undefined`: everyone may write. */
	readonly writers: ReadonlySet<string> | undefined;
	readonly readers: ReadonlySet<string>;
	/** Temporary write permissions by union id, with the time they end. */
	readonly grants: Map<string, number>;
	readonly createdAtMs: number;
	usedBytes: number;
	/** When something in it was stored or deleted last. */
	modifiedAtMs: number;
}

/** The spaces of the organisation and who may do what in them. */
export class Spaces {
	private readonly byId: Map<string, Space>;

	constructor(
		seed: readonly EmulatedSpace[],
		private readonly knownUnionIds: ReadonlySet<string>,
		private readonly clock: Clock,
	) {
		this.byId = new Map(
			seed.map((space) => [
				space.id,
				{
					id: space.id,
					name: space.name,
					type: space.type ?? 'org',
					quotaBytes: space.quotaBytes ?? UNLIMITED,
					writers: space.writers && new Set(space.writers),
					readers: new Set(space.readers),
					grants: new Map(),
					createdAtMs: clock.nowMs(),
					usedBytes: 0,
					modifiedAtMs: clock.nowMs(),
				},
			]),
		);
	}

	/** All spaces of a type that this person may see. */
	visibleTo(unionId: string, type: Space['type']): Space[] {
		return [...this.byId.values()].filter((space) => space.type === type && this.mayRead(space, unionId));
	}

	/** The space, for a person who may read it. */
	requireReadable(spaceId: string, unionId: string): Space {
		const space = this.require(spaceId);
		if (!this.mayRead(space, unionId)) throw apiError('permissionDenied');
		return space;
	}

	/** The space, for a person who may write to it. */
	requireWritable(spaceId: string, unionId: string): Space {
		const space = this.require(spaceId);
		if (!this.mayWrite(space, unionId)) throw apiError('permissionDenied');
		return space;
	}

	grantWrite(spaceId: string, unionId: string, forMs: number): void {
		this.require(spaceId).grants.set(unionId, this.clock.nowMs() + forMs);
	}

	/** Books bytes that were stored, or given back. */
	use(space: Space, additionalBytes: number): void {
		space.usedBytes += additionalBytes;
		space.modifiedAtMs = this.clock.nowMs();
	}

	private require(spaceId: string): Space {
		const space = this.byId.get(spaceId);
		if (!space) throw apiError('spaceNotExist');
		return space;
	}

	private mayWrite(space: Space, unionId: string): boolean {
		if (!this.knownUnionIds.has(unionId)) return false;
		if (!space.writers || space.writers.has(unionId)) return true;
		return (space.grants.get(unionId) ?? 0) > this.clock.nowMs();
	}

	private mayRead(space: Space, unionId: string): boolean {
		return this.mayWrite(space, unionId) || space.readers.has(unionId);
	}
}

/** Throws when the space cannot take this many more bytes. */
export function requireCapacity(space: Space, additionalBytes: number): void {
	if (space.quotaBytes !== UNLIMITED && space.usedBytes + additionalBytes > space.quotaBytes) {
		throw apiError('spaceQuotaInsufficient');
	}
}
