/** The DingTalk client: everything others may import. Its own HTTP client is apart, in `undici-transport.ts`. */
export type { ApiHost, ApiRequest, ApiResponse, ApiTransport } from './api-transport';
export { ApiClient, CALL_TIMEOUT_MS } from './api-client';
export type { CallPacer } from './call-pacer';
export { readCheckpoint, writeCheckpoint, type SavedUpload } from './checkpoint-text';
export { DingTalkError, type DingTalkErrorFacts } from './errors';
export type { DingTalkErrorCode } from './error-catalogue';
export { cleanFileName, FILE_NAME_MAX_BYTES, findFileNameFlaw, type FileNameFlaw } from './file-name';
export { apiHostOf, requestUrl, resolveHosts, type ApiHosts, type HostChoice } from './hosts';
export { login, type AppIdentity } from './login';
export { readNetworkError } from './network-errors';
export { parsePartNumbers, PartNumbersError } from './part-numbers';
export { sharedPacer } from './shared-pacers';
export { MAX_PART_NUMBERS_PER_QUERY, StorageApi, type ConflictStrategy, type Region } from './storage-api';
export { withTokenRenewal } from './token-renewal';
export { isUploadGone } from './settle-commit';
export { createUploadSession } from './upload-session';
export type { UploadTarget } from './upload-target';
export type { Dentry, Page, PartUploadInfo, Space } from './wire';
