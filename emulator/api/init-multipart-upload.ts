import { apiError } from '../errors';
import { objectField, textField, type JsonObject } from '../http/json';
import { ROOT_ID } from '../state/dentries';
import { requireCapacity } from '../state/spaces';
import type { World } from '../world';
import { legalName } from './names';
import type { AuthorizedCall } from './route';

/** The only storage driver DingTalk supports. */
const DRIVER = 'DINGTALK';

/** Where files go when the caller prefers no region. */
const DEFAULT_REGION = 'ZHANGJIAKOU';

/** `POST …/files/multiPartUploadInfos/init`: opens an upload and answers its key. Unknown fields are ignored. */
export function initMultipartUpload({ params, body, unionId }: AuthorizedCall, world: World): JsonObject {
	const space = world.spaces.requireWritable(params.spaceId ?? '', unionId);
	const option = objectField(body, 'option');
	const check = objectField(option, 'preCheckParam');

	if ((textField(option, 'storageDriver') ?? DRIVER) !== DRIVER) throw apiError('paramError.storageDriver');
	const name = textField(check, 'name');
	if (name !== undefined) legalName(name);
	world.dentries.requireFolder(space.id, textField(check, 'parentId') ?? ROOT_ID);
	const { size } = check;
	if (typeof size === 'number') requireCapacity(space, size);

	const md5 = textField(check, 'md5');
	const { uploadKey } = world.uploads.open({
		spaceId: space.id,
		unionId,
		region: textField(option, 'preferRegion') ?? DEFAULT_REGION,
		...(md5 !== undefined && { declaredMd5: md5.toLowerCase() }),
	});
	return { uploadKey, storageDriver: DRIVER };
}
