import { apiError } from '../errors';
import { objectField, textField } from '../http/json';
import { ROOT_ID } from '../state/dentries';
import { requireCapacity } from '../state/spaces';
import type { Upload } from '../state/uploads';
import type { World } from '../world';
import { legalName } from './names';
import type { AuthorizedCall } from './route';

/** The only storage driver DingTalk supports. */
export const STORAGE_DRIVER = 'DINGTALK';

/** Where files go when the caller prefers no region. */
const DEFAULT_REGION = 'ZHANGJIAKOU';

/** Opens an upload after the checks of `option.preCheckParam`: what it does not give is not checked. */
export function openUpload(
	{ params, body, unionId }: AuthorizedCall,
	kind: Upload['kind'],
	world: World,
): Upload {
	const space = world.spaces.requireWritable(params.spaceId ?? '', unionId);
	const option = objectField(body, 'option');
	const check = objectField(option, 'preCheckParam');

	if ((textField(option, 'storageDriver') ?? STORAGE_DRIVER) !== STORAGE_DRIVER) {
		throw apiError('paramError.storageDriver');
	}
	const name = textField(check, 'name');
	if (name !== undefined) legalName(name);
	const folderId = textField(check, 'parentId') ?? ROOT_ID;
	world.dentries.requireFolder(space.id, folderId);
	if (name !== undefined && world.switches.takenNameAtInit === 'reject') {
		const existing = world.dentries.findByName(space.id, folderId, name);
		if (existing) throw apiError(world.switches.conflictErrorCode);
	}
	const { size } = check;
	if (typeof size === 'number') requireCapacity(space, size);

	const md5 = textField(check, 'md5');
	return world.uploads.open({
		kind,
		spaceId: space.id,
		unionId,
		region: textField(option, 'preferRegion') ?? DEFAULT_REGION,
		...(md5 !== undefined && { declaredMd5: md5.toLowerCase() }),
	});
}
