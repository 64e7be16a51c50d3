import type { INodeProperties } from 'n8n-workflow';
import { preferIntranetProperty, showFor, unionIdProperty } from '../common.descriptions';
import { MAX_CONCURRENT_PARTS } from '../execution';

const options: INodeProperties[] = [
	{
		displayName: 'Conflict Strategy',
		name: 'conflictStrategy',
		type: 'options',
		options: [
			{ name: 'Fail', value: 'RETURN_ERROR_IF_EXISTS', description: 'Stop; nothing is created' },
			{
				name: 'Keep Existing',
				value: 'RETURN_DENTRY_IF_EXISTS',
				description: 'Return the existing file; what was uploaded is discarded',
			},
			{
				name: 'Rename Automatically',
				value: 'AUTO_RENAME',
				description: 'Keep both files: report.pdf, report(1).pdf',
			},
			{ name: 'Replace', value: 'OVERWRITE', description: 'Make it the new version of the existing file' },
		],
		default: 'AUTO_RENAME',
		description: 'What to do when the folder already has a file of this name',
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. report.pdf',
		description:
			'The name of the file in DingTalk, with its extension. Default: the name of the input file, or "file" with the extension of the input file where it has no name.',
	},
	{
		displayName: 'Max Attempts per Part',
		name: 'maxAttempts',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 8,
		description: 'How often a part is sent before the upload fails. The waits in between grow to 30 seconds.',
	},
	{
		displayName: 'Max Concurrent Parts',
		name: 'maxConcurrentParts',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MAX_CONCURRENT_PARTS },
		default: 4,
		description:
			'How many parts of a file are sent at the same time. Default: automatic, beginning with 4; up to 8 while that is faster, fewer while the storage or the line cannot bear them.',
	},
	{
		displayName: 'Part Size (MB)',
		name: 'partSizeMb',
		type: 'number',
		typeOptions: { minValue: 0.1, maxValue: 5120, numberPrecision: 3 },
		default: 16,
		hint: 'Memory needed: next to none where n8n keeps files on disk, else this size × (Max Concurrent Parts + 1)',
		description:
			'From 0.1 to 5120 MB of 1,048,576 bytes. Every 30 parts cost one API call. Default: 16, or more where a file would have more than 10,000 parts.',
	},
	preferIntranetProperty,
	{
		displayName: 'Prefer Region',
		name: 'preferRegion',
		type: 'options',
		options: [
			{ name: 'Automatic', value: '' },
			{ name: 'Shanghai', value: 'SHANGHAI' },
			{ name: 'Shenzhen', value: 'SHENZHEN' },
			{ name: 'Singapore', value: 'SINGAPORE' },
			{ name: 'Zhangjiakou', value: 'ZHANGJIAKOU' },
		],
		default: '',
		description: 'Where DingTalk should store the file',
	},
	{
		displayName: 'Resume From',
		name: 'resumeFrom',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.details.checkpoint }}',
		description:
			"The checkpoint of an upload that failed: 'checkpoint' in the details of its error. Parts that it has stored are compared with the file, and only the others are sent. Retry On Fail and Retry need none.",
	},
	{
		displayName: 'Stall Timeout (Seconds)',
		name: 'stallTimeoutSeconds',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3600 },
		default: 60,
		description:
			'How long a part may move no byte before it is sent again. A slow line that moves is never cut off.',
	},
	{
		displayName: 'Verify Parts',
		name: 'verifyParts',
		type: 'boolean',
		default: true,
		description:
			'Whether to compare the checksum of every stored part with the bytes sent, and to send it again where they differ',
	},
];

export const uploadProperties: INodeProperties[] = showFor('file', 'upload', [
	{
		displayName: 'Space',
		name: 'spaceId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The space to upload to',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a space...',
				typeOptions: { searchListMethod: 'searchSpaces', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 9876543210' },
		],
	},
	{
		displayName: 'Folder',
		name: 'parentId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '0', cachedResultName: '/ (Root folder)' },
		required: true,
		description: 'The folder to upload to. The list shows the folders at the top of the space.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a folder...',
				typeOptions: { searchListMethod: 'searchFolders', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 123456789012',
				hint: '0 is the root folder of the space',
			},
		],
	},
	{
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the input field containing the binary file data to be uploaded',
	},
	unionIdProperty,
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	},
]);
