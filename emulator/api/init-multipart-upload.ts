import type { JsonObject } from '../http/json';
import type { World } from '../world';
import { openUpload, STORAGE_DRIVER } from './open-upload';
import type { AuthorizedCall } from './route';

/** `POST …/files/multiPartUploadInfos/init`: opens an upload and answers its key. Unknown fields are ignored. */
export function initMultipartUpload(call: AuthorizedCall, world: World): JsonObject {
	const { uploadKey } = openUpload(call, 'multipart', world);
	return { uploadKey, storageDriver: STORAGE_DRIVER };
}
