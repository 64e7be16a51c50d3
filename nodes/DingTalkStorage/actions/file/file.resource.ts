import type { INodeProperties } from 'n8n-workflow';
import * as commit from './commit.operation';
import * as deleteFile from './delete.operation';
import * as get from './get.operation';
import * as getDownloadInfo from './get-download-info.operation';
import * as getMany from './get-many.operation';
import * as getPartUploadInfos from './get-part-upload-infos.operation';
import * as startMultipartUpload from './start-multipart-upload.operation';
import * as upload from './upload.operation';

/** The operations on files and all their parameters. */
export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['file'] } },
		options: [
			{
				name: 'Commit File',
				value: 'commit',
				action: 'Commit file',
				description: 'Make a file of the parts that you have sent yourself',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete file',
				description: 'Delete a file permanently, or move it to the recycle bin',
			},
			{ name: 'Get', value: 'get', action: 'Get file', description: 'Get name, size and times of a file' },
			{
				name: 'Get Download Info',
				value: 'getDownloadInfo',
				action: 'Get download info',
				description: 'Get the signed address from which a file can be fetched',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many files',
				description: 'List the files in a folder',
			},
			{
				name: 'Get Part Upload Infos',
				value: 'getPartUploadInfos',
				action: 'Get part upload infos',
				description: 'Get the signed addresses of parts of an open upload',
			},
			{
				name: 'Start Multipart Upload',
				value: 'startMultipartUpload',
				action: 'Start multipart upload',
				description: 'Get the key of a new upload whose parts you send yourself',
			},
			{
				name: 'Upload File',
				value: 'upload',
				action: 'Upload file',
				description: 'Upload a file of any size, in parts',
			},
		],
		default: 'upload',
	},
	...upload.description,
	...startMultipartUpload.description,
	...getPartUploadInfos.description,
	...commit.description,
	...get.description,
	...getMany.description,
	...getDownloadInfo.description,
	...deleteFile.description,
];
