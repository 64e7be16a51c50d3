/**
 * The limits of a multipart upload, as DingTalk and the object storage behind it document them
 * (DingTalk docs: multiPartUploadInfos/query; Alibaba Cloud OSS: UploadPart).
 */
const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

export const LIMITS = {
	/** Only the last part may be smaller. */
	minPartSizeBytes: 100 * KIB,
	maxPartSizeBytes: 5 * GIB,
	/** Part numbers run from 1 to this. */
	maxParts: 10_000,
	/** 48.8 TiB: 10,000 parts of 5 GiB. */
	maxFileSizeBytes: 10_000 * 5 * GIB,
} as const;
