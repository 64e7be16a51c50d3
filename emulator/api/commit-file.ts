import { apiError } from '../errors';
import { objectField, textField, type JsonObject } from '../http/json';
import type { Dentry } from '../state/dentries';
import { partsInOrder, type Upload } from '../state/uploads';
import { totalSize } from '../stores/content-digests';
import type { StoredPart } from '../stores/object-store';
import type { World } from '../world';
import { appProperties } from './app-properties';
import { conflictStrategy, type ConflictStrategy } from './conflict-strategy';
import { dentryJson } from './dentry-json';
import { legalName } from './names';
import type { AuthorizedCall } from './route';
import { createFile, overwriteFile, type NewFile } from './store-file';

/** OSS: a part other than the last holds at least 100 KB; this shows only when the parts are put together. */
const MIN_PART_SIZE_BYTES = 100 * 1024;

/** `POST …/files/commit`: turns the stored parts into a file. The caller sends no list of parts. */
export async function commitFile(call: AuthorizedCall, world: World): Promise<JsonObject> {
	return await world.changes.run(async () => ({ dentry: dentryJson(await commit(call, world), world) }));
}

async function commit({ params, body, unionId, token }: AuthorizedCall, world: World): Promise<Dentry> {
	const space = world.spaces.requireWritable(params.spaceId ?? '', unionId);
	const upload = requireUpload(textField(body, 'uploadKey') ?? '', space.id, unionId, world);
	if (upload.dentryId !== undefined && world.switches.repeatedCommit === 'same-file') {
		return world.dentries.require(space.id, upload.dentryId);
	}
	const name = legalName(textField(body, 'name') ?? '');
	const parentId = textField(body, 'parentId') ?? '';
	world.dentries.requireFolder(space.id, parentId);
	const strategy = conflictStrategy(body);
	const properties = appProperties(body);
	const parts = partsInOrder(upload);
	await requireWhole(parts, upload, objectField(body, 'option').size, world);

	const object = { objectKey: upload.objectKey, region: upload.region };
	const file = { space, parentId, name, unionId, parts, object, clientId: token.clientId, properties };
	const dentry = await place(file, strategy, world);
	upload.dentryId = dentry.id;
	await closeUpload(upload, world);
	return dentry;
}

function requireUpload(uploadKey: string, spaceId: string, unionId: string, world: World): Upload {
	const upload = world.uploads.findByKey(uploadKey);
	const usable =
		upload?.spaceId === spaceId &&
		(world.switches.uploadKeyOperator === 'any' || upload.unionId === unionId) &&
		(world.switches.repeatedCommit !== 'reject' || !upload.committed);
	if (!usable) throw apiError('paramError');
	return upload;
}

/** The checks DingTalk can make without a list of parts. A gap in the numbers is not among them. */
async function requireWhole(
	parts: readonly StoredPart[],
	upload: Upload,
	declaredSize: unknown,
	world: World,
): Promise<void> {
	const tooSmall = parts.slice(0, -1).some((part) => part.sizeBytes < MIN_PART_SIZE_BYTES);
	if (parts.length === 0 || tooSmall) throw apiError('dentryStoreError');
	if (declaredSize !== undefined && declaredSize !== totalSize(parts)) throw apiError('dentryStoreError');
	if (upload.declaredMd5 === undefined) return;
	const md5 = await world.store.md5Of(parts);
	if (md5 !== undefined && md5 !== upload.declaredMd5) throw apiError('dentryStoreError');
}

async function place(file: NewFile, strategy: ConflictStrategy, world: World): Promise<Dentry> {
	const existing = world.dentries.findByName(file.space.id, file.parentId, file.name);
	if (!existing) return await createFile(file, world);
	switch (strategy) {
		case 'RETURN_ERROR_IF_EXISTS':
			throw apiError(world.switches.conflictErrorCode);
		case 'RETURN_DENTRY_IF_EXISTS':
			return existing;
		case 'OVERWRITE':
			// A folder of that name cannot become a file; the file gets another name.
			if (existing.type === 'FILE') return await overwriteFile(existing, file, world);
			return await createFile(file, world);
		case 'AUTO_RENAME':
			return await createFile(file, world);
	}
}

/** From here on the upload takes no parts. Its bytes stay only where a second commit may ask for them. */
async function closeUpload(upload: Upload, world: World): Promise<void> {
	upload.committed = true;
	if (world.switches.repeatedCommit === 'duplicate') return;
	await Promise.all([...upload.parts.values()].map(async (part) => await world.store.dropPart(part)));
}
