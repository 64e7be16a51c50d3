import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where this node keeps what outlives a restart: in `.n8n` of n8n's user folder, by n8n's own rule. n8n leaves
 * folders alone that it does not know.
 */
export function nodeFolder(): string {
	return join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n', 'dingtalk-storage');
}
