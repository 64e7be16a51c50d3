import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where this node keeps what outlives a restart: beside the files that n8n stores, by n8n's own rule. Workers that share
 * these share what the node keeps as well, so that one can go on where another was killed. n8n leaves folders alone
 * that it does not know.
 */
export function nodeFolder(): string {
	const { N8N_STORAGE_PATH, N8N_BINARY_DATA_STORAGE_PATH, N8N_USER_FOLDER } = process.env;
	// The second is what n8n called the first before, and still knows.
	return join(
		N8N_STORAGE_PATH || N8N_BINARY_DATA_STORAGE_PATH || join(N8N_USER_FOLDER ?? homedir(), '.n8n'),
		'dingtalk-storage',
	);
}
