/** The shapes DingTalk answers with. */
export {
	parseDeletion,
	parseDentryAnswer,
	parseDentryPage,
	parseTask,
	type DeletionAnswer,
	type Dentry,
	type TaskAnswer,
} from './dentries';
export {
	parseAccessToken,
	parseApprovalSpaceId,
	parseSpacePage,
	parseUnionId,
	parseUserId,
	type AccessTokenAnswer,
	type Space,
} from './organization';
export { isRecord, optionalText, type Page } from './read-json';
export {
	parseFileUploadInfo,
	parsePartUploadInfos,
	parseSignedAddress,
	parseUploadKey,
	type FileUploadInfo,
	type PartUploadInfo,
	type SignedAddress,
	type UploadKeyAnswer,
} from './signed-addresses';
