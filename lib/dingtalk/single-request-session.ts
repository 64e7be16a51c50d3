import { UploadExpired, type SignedPart, type UploadSession } from '../upload';
import { openPreChecked } from './pre-check';
import type { StorageApi } from './storage-api';
import type { UploadTarget } from './upload-target';
import type { Dentry } from './wire';

/** The whole file is the only part. */
const PART_NUMBER = 1;

/**
 * A session that sends a small file by one request, which costs two API calls instead of three. The call that opens
 * such an upload signs its only request; there is no other way to a signature, so that the upload is opened anew, in
 * parts, where the first signature has aged or was refused.
 *
 * @param session opens larger uploads, and those that are opened anew
 * @param maxBytes files up to this size go by one request
 */
export function withSingleRequest(
	session: UploadSession<Dentry>,
	api: StorageApi,
	target: UploadTarget,
	maxBytes: number,
	now: () => number = Date.now,
): UploadSession<Dentry> {
	const { spaceId, unionId, preferIntranet, preferRegion } = target;
	let singleUploadKey: string | undefined;
	let signed: SignedPart | undefined;

	return {
		...session,

		async open(sizeBytes, signal) {
			if (sizeBytes > maxBytes || singleUploadKey !== undefined) return await session.open(sizeBytes, signal);
			// The signature's time runs from a moment after this one.
			const askedAtMs = now();
			const info = await openPreChecked(target, sizeBytes, async (preCheckParam) => {
				const option = { preCheckParam, preferRegion, preferIntranet };
				return await api.getFileUploadInfo(spaceId, unionId, option, signal);
			});
			const { uploadKey, resourceUrls, headers, expirationSeconds } = info;
			const expiresAtMs = askedAtMs + expirationSeconds * 1000;
			signed = { partNumber: PART_NUMBER, resourceUrls, headers, expiresAtMs };
			singleUploadKey = uploadKey;
			return uploadKey;
		},

		async signParts(uploadKey, partNumbers, signal) {
			if (uploadKey !== singleUploadKey) return await session.signParts(uploadKey, partNumbers, signal);
			if (signed === undefined) throw new UploadExpired();
			const part = signed;
			signed = undefined;
			return [part];
		},
	};
}
