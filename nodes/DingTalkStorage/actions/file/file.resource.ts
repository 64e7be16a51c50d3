import type { INodeProperties } from 'n8n-workflow';
import * as getPartUploadInfos from './get-part-upload-infos.operation';
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
				name: 'Get Part Upload Infos',
				value: 'getPartUploadInfos',
				action: 'Get part upload infos',
				description: 'Get the signed addresses of parts of an upload that is under way',
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
	...getPartUploadInfos.description,
];
