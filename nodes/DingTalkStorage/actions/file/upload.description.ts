import type { INodeProperties } from 'n8n-workflow';
import { BINARY_FIELD_LABEL } from '../../binary/binary-fields';
import { MAX_CONCURRENT_PARTS } from '../execution';
import { operatorProperty } from '../shared/operator';
import {
	fileConflictProperty,
	optionsProperty,
	preferIntranetProperty,
	preferRegionProperty,
} from '../shared/options';
import { targetProperties } from '../shared/place';
import { showFor } from '../shared/show-for';
import { simplifyProperty } from '../shared/simplify';

const options: INodeProperties[] = [
	fileConflictProperty,
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
		typeOptions: { minValue: 0.1, maxValue: 5120 },
		default: 16,
		hint: "Memory needed: next to none where n8n keeps files on disk, else this size × ('Max Concurrent Parts' + 1)",
		description:
			'From 0.1 to 5120 MB of 1,048,576 bytes. Every 30 parts cost one API call. Default: 16, or more where a file would have more than 10,000 parts.',
	},
	preferIntranetProperty,
	preferRegionProperty,
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
		displayName: 'Upload Method',
		name: 'uploadMethod',
		type: 'options',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'A file that fits in one part goes by one request: 2 API calls instead of 3',
			},
			{ name: 'Multipart', value: 'multipart', description: 'Every file goes in parts' },
		],
		default: 'multipart',
		description: 'How the bytes are sent',
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
	...targetProperties,
	{
		displayName: BINARY_FIELD_LABEL,
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the input field containing the binary file data to be uploaded',
		description:
			'Several names, separated by commas, or * for all files of the item: each becomes a file and an output item',
	},
	operatorProperty,
	simplifyProperty,
	optionsProperty(options),
]);
