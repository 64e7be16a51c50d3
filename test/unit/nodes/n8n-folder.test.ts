import { homedir } from 'node:os';
import path from 'node:path';
import { nodeFolder } from '../../../nodes/DingTalkStorage/n8n/n8n-folder';

const SETTINGS = ['N8N_STORAGE_PATH', 'N8N_BINARY_DATA_STORAGE_PATH', 'N8N_USER_FOLDER'];

const { env } = process;
const before = { ...env };
afterEach(() => {
	for (const name of SETTINGS) {
		if (before[name] === undefined) delete env[name];
		else env[name] = before[name];
	}
});

test.each<[NodeJS.ProcessEnv, string]>([
	[{}, path.join(homedir(), '.n8n', 'dingtalk-storage')],
	[{ N8N_USER_FOLDER: '/data' }, '/data/.n8n/dingtalk-storage'],
	[{ N8N_STORAGE_PATH: '/shared' }, '/shared/dingtalk-storage'],
	[{ N8N_STORAGE_PATH: '/shared', N8N_USER_FOLDER: '/data' }, '/shared/dingtalk-storage'],
	[{ N8N_BINARY_DATA_STORAGE_PATH: '/former', N8N_USER_FOLDER: '/data' }, '/former/dingtalk-storage'],
	[{ N8N_STORAGE_PATH: '', N8N_USER_FOLDER: '/data' }, '/data/.n8n/dingtalk-storage'],
])('with %j the node keeps its state in %s', (settings, folder) => {
	for (const name of SETTINGS) delete env[name];
	Object.assign(env, settings);
	expect(nodeFolder()).toBe(folder);
});
