import type { INode } from 'n8n-workflow';

/** The node in a workflow, for errors that name it. */
export const NODE: INode = {
	id: '1',
	name: 'DingTalk Storage',
	type: 'dingTalkStorage',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
