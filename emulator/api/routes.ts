import { LEGACY_ROUTES } from '../legacy/routes';
import { approvalSpace } from './approval-space';
import { commitFile } from './commit-file';
import { createFolder } from './create-folder';
import { createProcessInstance } from './create-process-instance';
import { deleteDentry } from './delete-dentry';
import { downloadInfo } from './download-info';
import { getDentry } from './get-dentry';
import { getSpace } from './get-space';
import { getTask } from './get-task';
import { initMultipartUpload } from './init-multipart-upload';
import { listDentries } from './list-dentries';
import { listDriveSpaces } from './list-drive-spaces';
import { queryPartInfos } from './query-part-infos';
import type { Route } from './route';
import { accessToken, corpAccessToken, unifiedToken } from './tokens';
import { uploadInfo } from './upload-info';

/** Every call the emulator knows. A call is added with its handler's file and an entry here, or in `legacy/routes.ts`. */
export const ROUTES: readonly Route[] = [
	// Tokens
	{
		kind: 'token',
		operation: 'token',
		method: 'POST',
		path: '/v1.0/oauth2/accessToken',
		requiredBody: ['appKey', 'appSecret'],
		handle: accessToken,
	},
	{
		kind: 'token',
		operation: 'corpToken',
		method: 'POST',
		path: '/v1.0/oauth2/corpAccessToken',
		requiredBody: ['suiteKey', 'suiteSecret', 'authCorpId', 'suiteTicket'],
		handle: corpAccessToken,
	},
	{
		kind: 'token',
		operation: 'unifiedToken',
		method: 'POST',
		path: '/v1.0/oauth2/{corpId}/token',
		requiredBody: ['client_id', 'client_secret', 'grant_type'],
		handle: unifiedToken,
	},

	// Upload
	{
		kind: 'authorized',
		operation: 'init',
		method: 'POST',
		path: '/v1.0/storage/spaces/{spaceId}/files/multiPartUploadInfos/init',
		scope: 'Storage.UploadInfo.Read',
		requiredQuery: ['unionId'],
		requiredBody: [],
		handle: initMultipartUpload,
	},
	{
		kind: 'authorized',
		operation: 'query',
		method: 'POST',
		path: '/v1.0/storage/spaces/files/multiPartUploadInfos/query',
		scope: 'Storage.UploadInfo.Read',
		requiredQuery: ['unionId'],
		requiredBody: ['uploadKey', 'partNumbers'],
		handle: queryPartInfos,
	},
	{
		kind: 'authorized',
		operation: 'uploadInfo',
		method: 'POST',
		path: '/v1.0/storage/spaces/{spaceId}/files/uploadInfos/query',
		scope: 'Storage.UploadInfo.Read',
		requiredQuery: ['unionId'],
		requiredBody: ['protocol', 'multipart'],
		handle: uploadInfo,
	},
	{
		kind: 'authorized',
		operation: 'commit',
		method: 'POST',
		path: '/v1.0/storage/spaces/{spaceId}/files/commit',
		scope: 'Storage.File.Write',
		requiredQuery: ['unionId'],
		requiredBody: ['uploadKey', 'name', 'parentId'],
		handle: commitFile,
	},

	// Spaces, folders, files
	{
		kind: 'authorized',
		operation: 'listSpaces',
		method: 'GET',
		path: '/v1.0/drive/spaces',
		scope: 'Drive.Space.Read',
		requiredQuery: ['unionId', 'spaceType', 'maxResults'],
		handle: listDriveSpaces,
	},
	{
		kind: 'authorized',
		operation: 'getSpace',
		method: 'GET',
		path: '/v1.0/storage/spaces/{spaceId}',
		scope: 'Storage.Space.Read',
		requiredQuery: ['unionId'],
		handle: getSpace,
	},
	{
		kind: 'authorized',
		operation: 'listDentries',
		method: 'GET',
		path: '/v1.0/storage/spaces/{spaceId}/dentries',
		scope: 'Storage.File.Read',
		requiredQuery: ['unionId', 'parentId'],
		handle: listDentries,
	},
	{
		kind: 'authorized',
		operation: 'getDentry',
		method: 'POST',
		path: '/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/query',
		scope: 'Storage.File.Read',
		requiredQuery: ['unionId'],
		handle: getDentry,
	},
	{
		kind: 'authorized',
		operation: 'createFolder',
		method: 'POST',
		path: '/v1.0/storage/spaces/{spaceId}/dentries/{parentId}/folders',
		scope: 'Storage.File.Write',
		requiredQuery: ['unionId'],
		requiredBody: ['name'],
		handle: createFolder,
	},
	{
		kind: 'authorized',
		operation: 'downloadInfo',
		method: 'POST',
		path: '/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/downloadInfos/query',
		scope: 'Storage.DownloadInfo.Read',
		requiredQuery: ['unionId'],
		handle: downloadInfo,
	},
	{
		kind: 'authorized',
		operation: 'deleteDentry',
		method: 'DELETE',
		path: '/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}',
		scope: 'Storage.File.Write',
		requiredQuery: ['unionId'],
		handle: deleteDentry,
	},
	{
		kind: 'authorized',
		operation: 'getTask',
		method: 'GET',
		path: '/v1.0/storage/tasks/{taskId}',
		scope: 'Storage.Task.Read',
		requiredQuery: ['unionId'],
		handle: getTask,
	},

	// Approval
	{
		kind: 'authorized',
		operation: 'approvalSpace',
		method: 'POST',
		path: '/v1.0/workflow/processInstances/spaces/infos/query',
		scope: 'Workflow.Instance.Write',
		requiredQuery: [],
		requiredBody: ['userId'],
		handle: approvalSpace,
	},
	{
		kind: 'authorized',
		operation: 'createProcessInstance',
		method: 'POST',
		path: '/v1.0/workflow/processInstances',
		scope: 'Workflow.Instance.Write',
		requiredQuery: [],
		requiredBody: ['originatorUserId', 'processCode', 'formComponentValues'],
		handle: createProcessInstance,
	},

	...LEGACY_ROUTES,
];
