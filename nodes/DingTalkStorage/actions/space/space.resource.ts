import type { INodeProperties } from 'n8n-workflow';
import * as getMany from './get-many.operation';

/** The operations on spaces and all their parameters. */
export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['space'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many spaces',
				description: 'List the spaces that the operator can see',
			},
		],
		default: 'getAll',
	},
	...getMany.description,
];
