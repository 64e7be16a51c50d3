import type { SignedPart, UploadSession } from '../upload';
import {
	MAX_PART_NUMBERS_PER_QUERY,
	type ConflictStrategy,
	type Region,
	type StorageApi,
} from './storage-api';
import { DingTalkError } from './errors';
import type { Dentry } from './wire';

/** Where a file goes, and in whose name. */
export interface UploadTarget {
	readonly spaceId: string;
	/** `0` for the space itself. */
	readonly parentId: string;
	readonly unionId: string;
	readonly fileName: string;
	readonly conflictStrategy: ConflictStrategy;
	/**
	 * DingTalk takes an absent value for true, which suits dedicated storage inside a company's network
	 * and nobody else.
	 */
	readonly preferIntranet: boolean;
	readonly preferRegion?: Region | undefined;
}

/** An upload session of DingTalk's storage. */
export function createUploadSession(
	api: StorageApi,
	target: UploadTarget,
	now: () => number = Date.now,
): UploadSession<Dentry> {
	const {
		spaceId,
		unionId,
		parentId,
		fileName: name,
		conflictStrategy,
		preferIntranet,
		preferRegion,
	} = target;
	return {
		maxPartsPerSigning: MAX_PART_NUMBERS_PER_QUERY,

		async open(sizeBytes, signal) {
			const option = { preCheckParam: { name, parentId, size: sizeBytes }, preferRegion };
			const { uploadKey } = await api.initMultipartFileUpload(spaceId, unionId, option, signal);
			return uploadKey;
		},

		async signParts(uploadKey, partNumbers, signal): Promise<SignedPart[]> {
			// The signatures' time runs from a moment after this one, so no URL is believed to live longer than it does.
			const askedAtMs = now();
			const query = { uploadKey, partNumbers, preferIntranet };
			const infos = await api.getMultipartFileUploadInfos(unionId, query, signal);
			return infos.map(({ partNumber, resourceUrls, headers, expirationSeconds }) => ({
				partNumber,
				resourceUrls,
				headers,
				expiresAtMs: askedAtMs + expirationSeconds * 1000,
			}));
		},

		async commit({ uploadKey, sizeBytes }, signal) {
			const commit = { uploadKey, name, parentId, size: sizeBytes, conflictStrategy };
			return await api.commitFile(spaceId, unionId, commit, signal);
		},

		isUploadGone: (error) => DingTalkError.is(error) && error.code === 'UPLOAD_KEY_INVALID',
		isCommitUnclear: (error) => DingTalkError.is(error) && error.code === 'COMMIT_UNCERTAIN',
	};
}
