import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import * as commit from './file/commit.operation';
import * as deleteFile from './file/delete.operation';
import * as get from './file/get.operation';
import * as getDownloadInfo from './file/get-download-info.operation';
import * as getFiles from './file/get-many.operation';
import * as getPartUploadInfos from './file/get-part-upload-infos.operation';
import * as startMultipartUpload from './file/start-multipart-upload.operation';
import * as upload from './file/upload.operation';
import * as createFolder from './folder/create.operation';
import * as getFolders from './folder/get-many.operation';
import { oneJob, type Operation } from './operation';
import * as getSpaces from './space/get-many.operation';

const OPERATIONS: Readonly<Record<string, Operation | undefined>> = {
	'file:commit': oneJob(commit.execute),
	'file:delete': oneJob(deleteFile.execute),
	'file:get': oneJob(get.execute),
	'file:getAll': oneJob(getFiles.execute),
	'file:getDownloadInfo': oneJob(getDownloadInfo.execute),
	'file:getPartUploadInfos': oneJob(getPartUploadInfos.execute),
	'file:startMultipartUpload': oneJob(startMultipartUpload.execute),
	'file:upload': upload.jobs,
	'folder:create': oneJob(createFolder.execute),
	'folder:getAll': oneJob(getFolders.execute),
	'space:getAll': oneJob(getSpaces.execute),
};

export function chooseOperation(functions: IExecuteFunctions, itemIndex: number): Operation {
	const resource = functions.getNodeParameter('resource', itemIndex) as string;
	const name = functions.getNodeParameter('operation', itemIndex) as string;
	const operation = OPERATIONS[`${resource}:${name}`];
	if (operation) return operation;
	throw new NodeOperationError(functions.getNode(), 'The node does not know this operation', {
		itemIndex,
		description: `Resource ${resource}, operation ${name}`,
	});
}
