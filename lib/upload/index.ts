/** The upload engine: everything others may import. */
export { DEFAULTS, type UploadOptions } from './options';
export { LIMITS } from './limits';
export { UploadError, type UploadErrorCode, type UploadErrorFacts } from './errors';
export type { ByteSource } from './byte-source';
export type { PlannedPart } from './part-plan';
export type { UploadProgress } from './progress';
export type { SignedPart, UploadSession } from './session';
