import { partsInOrder } from './state/uploads';
import type { Dentry } from './state/dentries';
import type { StoredContent, StoredPart } from './stores/object-store';
import type { OpenUpload, StoredFile, StoredFilePart } from './emulator';
import type { World } from './world';

/** All committed files, oldest first. */
export function filesOf(world: World): StoredFile[] {
	return world.dentries
		.all()
		.flatMap((dentry) => (dentry.content ? [storedFile(dentry, dentry.content, world)] : []));
}

/** All uploads that were not committed yet, oldest first. */
export function uploadsOf(world: World): OpenUpload[] {
	return world.uploads.allOpen().map((upload) => ({
		uploadKey: upload.uploadKey,
		kind: upload.kind,
		spaceId: upload.spaceId,
		unionId: upload.unionId,
		parts: partsInOrder(upload).map(filePart),
	}));
}

function storedFile(dentry: Dentry, content: StoredContent, world: World): StoredFile {
	return {
		id: dentry.id,
		spaceId: dentry.spaceId,
		parentId: dentry.parentId,
		name: dentry.name,
		path: world.dentries.pathOf(dentry.parentId, dentry.name),
		sizeBytes: content.sizeBytes,
		version: dentry.version,
		...content.digests,
		parts: content.parts.map(filePart),
	};
}

function filePart({ partNumber, sizeBytes, md5, sha256 }: StoredPart): StoredFilePart {
	return {
		partNumber,
		sizeBytes,
		...(md5 !== undefined && { md5 }),
		...(sha256 !== undefined && { sha256 }),
	};
}
