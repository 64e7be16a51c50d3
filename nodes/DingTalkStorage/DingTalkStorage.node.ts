import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import * as file from './actions/file/file.resource';
import * as folder from './actions/folder/folder.resource';
import { routeItems } from './actions/router';
import * as space from './actions/space/space.resource';
import { credentialTest } from './methods/credentialTest';
import { listSearch } from './methods/listSearch';

export class DingTalkStorage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'DingTalk Storage',
		name: 'dingTalkStorage',
		icon: { light: 'file:dingtalk-storage.svg', dark: 'file:dingtalk-storage.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Upload files of any size to DingTalk Drive and approvals, and work with files and folders',
		defaults: { name: 'DingTalk Storage' },
		documentationUrl: 'https://github.com/n8n-nodes-dingtalk-storage/n8n-nodes-dingtalk-storage#readme',
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'dingTalkApi', required: true, testedBy: 'testDingTalkApi' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'File', value: 'file' },
					{ name: 'Folder', value: 'folder' },
					{ name: 'Space', value: 'space' },
				],
				default: 'file',
			},
			...file.description,
			...folder.description,
			...space.description,
		],
	};

	methods = { credentialTest, listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await routeItems(this);
	}
}
