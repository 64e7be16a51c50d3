import { apiError } from '../errors';
import { objectField, textField, type JsonObject } from '../http/json';
import { MAX_PUT_SIZE_BYTES } from '../object-storage/receive-body';
import type { World } from '../world';
import { openUpload, STORAGE_DRIVER } from './open-upload';
import type { AuthorizedCall } from './route';
import { PROTOCOL, signedInfo, signingDate } from './signed-info';

/** `POST …/files/uploadInfos/query`: opens an upload that takes its file in one PUT, and signs that PUT at once. */
export function uploadInfo(call: AuthorizedCall, world: World): JsonObject {
	if (textField(call.body, 'protocol') !== PROTOCOL) throw apiError('paramError.protocol');
	if (typeof call.body.multipart !== 'boolean') throw apiError('paramError.multipart');
	if (!call.body.multipart && declaredSize(call.body) > MAX_PUT_SIZE_BYTES)
		throw apiError('dentryUploadError');
	const { uploadKey, objectKey, region } = openUpload(call, 'single', world);
	const date = signingDate(call, world);
	return {
		uploadKey,
		storageDriver: STORAGE_DRIVER,
		protocol: PROTOCOL,
		headerSignatureInfo: signedInfo({ method: 'PUT', objectKey, region, date }, world),
	};
}

function declaredSize(body: JsonObject): number {
	const { size } = objectField(objectField(body, 'option'), 'preCheckParam');
	return typeof size === 'number' ? size : 0;
}
