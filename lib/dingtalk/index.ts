/** The DingTalk client: everything others may import. Its own HTTP client is apart, in `undici-transport.ts`. */
export type { ApiHost, ApiRequest, ApiResponse, ApiTransport } from './api-transport';
export { ApiClient, CALL_TIMEOUT_MS } from './api-client';
export { CallLedger } from './call-ledger';
export type { CallPacer } from './call-pacer';
export { readCheckpoint, writeCheckpoint, type SavedUpload } from './checkpoint-text';
export { ApprovalSpace } from './approval-space';
export { ContactApi } from './contact-api';
export { deleteFile } from './delete-file';
export { DentryApi, type DentryAddress } from './dentry-api';
export { DingTalkError, type DingTalkErrorFacts } from './errors';
export type { DingTalkErrorCode } from './error-catalogue';
export { cleanFileName, FILE_NAME_MAX_BYTES, findFileNameFlaw, type FileNameFlaw } from './file-name';
export {
	findFolderPathFlaw,
	joinFolderPath,
	ROOT_FOLDER_ID,
	splitFolderPath,
	type FolderPathFlaw,
} from './folder-path';
export { FoldersByPath } from './folders-by-path';
export { apiHostOf, requestUrl, resolveHosts, type ApiHosts, type HostChoice } from './hosts';
export { LookUps } from './look-ups';
export { login, type AppIdentity } from './login';
export { readNetworkError } from './network-errors';
export { OPERATOR_ID_KINDS, Operators, type OperatorId, type OperatorIdKind } from './operators';
export { parsePartNumbers, PartNumbersError } from './part-numbers';
export { sharedPacer } from './shared-pacers';
export { withSingleRequest } from './single-request-session';
export { MAX_PART_NUMBERS_PER_QUERY, StorageApi } from './storage-api';
export type { ConflictStrategy, DentryPage, Region } from './storage-requests';
export { withTokenRenewal } from './token-renewal';
export { isUploadGone } from './settle-commit';
export { createUploadSession } from './upload-session';
export type { UploadTarget } from './upload-target';
export type { Dentry, Page, PartUploadInfo, SignedAddress, Space } from './wire';
