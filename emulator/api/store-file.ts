import type { AppProperty, Dentry } from '../state/dentries';
import { requireCapacity, type Space } from '../state/spaces';
import { totalSize } from '../stores/content-digests';
import type { ObjectAddress, StoredContent, StoredPart } from '../stores/object-store';
import type { World } from '../world';
import { freeName } from './names';

/** A file about to be stored. */
export interface NewFile {
	readonly space: Space;
	readonly parentId: string;
	readonly name: string;
	readonly unionId: string;
	readonly parts: readonly StoredPart[];
	readonly object: ObjectAddress;
	/** The app that commits; properties belong to it. */
	readonly clientId: string;
	readonly properties: readonly AppProperty[];
}

/** Stores a new file, under the next free name when its own is taken. */
export async function createFile(file: NewFile, world: World): Promise<Dentry> {
	const { space, parentId, properties } = file;
	requireCapacity(space, totalSize(file.parts));
	const name = freeName(file.name, world.dentries.children(space.id, parentId));
	const content = await assemble(file, name, world);
	world.spaces.use(space, content.sizeBytes);
	return world.dentries.create({
		spaceId: space.id,
		parentId,
		type: 'FILE',
		name,
		creatorId: file.unionId,
		content,
		object: file.object,
		appProperties: properties.length > 0 ? { [file.clientId]: properties } : {},
	});
}

/** Stores a new version of a file: same id, next version number. */
export async function overwriteFile(existing: Dentry, file: NewFile, world: World): Promise<Dentry> {
	const oldBytes = existing.content?.sizeBytes ?? 0;
	requireCapacity(file.space, totalSize(file.parts) - oldBytes);
	existing.content = await assemble(file, existing.name, world);
	existing.object = file.object;
	existing.version += 1;
	existing.modifierId = file.unionId;
	existing.modifiedAtMs = world.clock.nowMs();
	world.spaces.use(file.space, existing.content.sizeBytes - oldBytes);
	return existing;
}

async function assemble(
	{ space, parentId, parts }: NewFile,
	name: string,
	world: World,
): Promise<StoredContent> {
	return await world.store.assemble(parts, {
		spaceId: space.id,
		path: world.dentries.pathOf(parentId, name),
	});
}
