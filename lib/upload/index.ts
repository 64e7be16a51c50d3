/** The upload engine: everything others may import. */
export { uploadFile, type UploadResult } from './upload-file';
export type { CommitOfParts, SignedPart, UploadSession } from './session';
export { createStorageClient, type StorageClient, type StorageClientOptions } from './storage-client';
export type { EgressPolicy } from './storage-client';
export type { ByteSource, PartBytes } from './source/byte-source';
export { bufferSource } from './source/buffer-source';
export { fileSource } from './source/file-source';
export { PartBuffers } from './source/part-buffers';
export { streamSource } from './source/stream-source';
export { planParts, type PartPlan, type PlannedPart } from './part-plan';
export { DEFAULTS, type UploadOptions } from './options';
export type { UploadProgress } from './progress';
export { LIMITS } from './limits';
export { UploadError, type UploadErrorCode, type UploadErrorFacts } from './errors';
export { backoffDelayMs, parseRetryAfterMs, type BackoffRange } from './backoff';
export { abortableSleep, linkAbort, orAborted, type LinkedAbort } from './abort';
export { Permits } from './permits';
export { errorCode, isUnreachable } from './network-codes';
