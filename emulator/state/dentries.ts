import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { apiError } from '../errors';
import type { EmulatedFolder, EmulatedSpace } from '../options';
import type { ObjectAddress, StoredContent } from '../stores/object-store';

/** The parent id that stands for a space's root. */
export const ROOT_ID = '0';

/**
 * Dentry ids are twelve digits today; seeded folders lie below this number. DingTalk never gives an id twice, so
 * one process counts on through all its emulators and their resets.
 */
let nextId = 222_892_787_485;

export interface AppProperty {
	readonly name: string;
	readonly value: string;
	readonly visibility: string;
}

/** A file or a folder. */
export interface Dentry {
	readonly id: string;
	/** Stays the same when the dentry is moved or renamed. */
	readonly uuid: string;
	readonly spaceId: string;
	readonly parentId: string;
	readonly type: 'FILE' | 'FOLDER';
	readonly name: string;
	readonly creatorId: string;
	readonly createdAtMs: number;
	readonly appProperties: Readonly<Record<string, readonly AppProperty[]>>;
	modifierId: string;
	modifiedAtMs: number;
	version: number;
	/** Files only. */
	content?: StoredContent;
	/** Files only; each version is an object of its own. */
	object?: ObjectAddress;
}

/** Who creates what, where. */
export type NewDentry = Pick<Dentry, 'spaceId' | 'parentId' | 'type' | 'name' | 'creatorId'> &
	Partial<Pick<Dentry, 'appProperties' | 'content' | 'object'>>;

/** The tree of files and folders of all spaces. */
export class Dentries {
	private readonly byId = new Map<string, Dentry>();

	constructor(
		seed: readonly EmulatedSpace[],
		creatorId: string,
		private readonly clock: Clock,
	) {
		const plant = (spaceId: string, parentId: string, folders: readonly EmulatedFolder[] = []): void => {
			for (const { id, name, folders: children } of folders) {
				this.add({ spaceId, parentId, type: 'FOLDER', name, creatorId }, id);
				plant(spaceId, id, children);
			}
		};
		for (const space of seed) plant(space.id, ROOT_ID, space.folders);
	}

	create(fresh: NewDentry): Dentry {
		return this.add(fresh, String(nextId++));
	}

	/** The dentry, in this space. */
	require(spaceId: string, dentryId: string): Dentry {
		const dentry = this.byId.get(dentryId);
		if (dentry?.spaceId !== spaceId) throw apiError('dentryNotExist');
		return dentry;
	}

	/** Throws unless `parentId` is the root or a folder of this space. */
	requireFolder(spaceId: string, parentId: string): void {
		if (parentId === ROOT_ID) return;
		if (this.require(spaceId, parentId).type !== 'FOLDER') throw apiError('dentryNotExist');
	}

	children(spaceId: string, parentId: string): Dentry[] {
		return this.all().filter((dentry) => dentry.spaceId === spaceId && dentry.parentId === parentId);
	}

	findByName(spaceId: string, parentId: string, name: string): Dentry | undefined {
		return this.children(spaceId, parentId).find((dentry) => dentry.name === name);
	}

	find(dentryId: string): Dentry | undefined {
		return this.byId.get(dentryId);
	}

	/** A file whose newest version is this object. */
	findByObject(objectKey: string): Dentry | undefined {
		return this.all().find(({ object }) => object?.objectKey === objectKey);
	}

	all(): Dentry[] {
		return [...this.byId.values()];
	}

	/** The dentry and all that is below it, as far as it is still there; a folder comes before what is in it. */
	treeOf(dentry: Dentry): Dentry[] {
		if (!this.byId.has(dentry.id)) return [];
		const children = this.children(dentry.spaceId, dentry.id);
		return [dentry, ...children.flatMap((child) => this.treeOf(child))];
	}

	remove(dentry: Dentry): void {
		this.byId.delete(dentry.id);
	}

	/** The path inside the space, starting with a slash. */
	pathOf(parentId: string, name: string): string {
		const parent = this.byId.get(parentId);
		return parent ? `${this.pathOf(parent.parentId, parent.name)}/${name}` : `/${name}`;
	}

	private add(fresh: NewDentry, id: string): Dentry {
		const nowMs = this.clock.nowMs();
		const dentry: Dentry = {
			appProperties: {},
			...fresh,
			id,
			uuid: randomBytes(16).toString('hex'),
			createdAtMs: nowMs,
			modifierId: fresh.creatorId,
			modifiedAtMs: nowMs,
			version: 1,
		};
		this.byId.set(id, dentry);
		return dentry;
	}
}
