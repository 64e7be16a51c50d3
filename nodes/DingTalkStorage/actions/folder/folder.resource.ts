import type { INodeProperties } from 'n8n-workflow';
import * as create from './create.operation';
import * as getMany from './get-many.operation';

/** The operations on folders and all their parameters. */
export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['folder'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create folder',
				description: 'Create a folder, or return the one that is there',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many folders',
				description: 'List the folders in a folder',
			},
		],
		default: 'create',
	},
	...create.description,
	...getMany.description,
];
