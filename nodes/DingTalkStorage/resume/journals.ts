import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'n8n-workflow';
import { JournalFolder } from '../../../lib/upload';

let folder: JournalFolder | undefined;

/** The journals of uploads on this n8n's disk: the only memory that outlives a killed process. */
export function journalFolder(logger: Logger): JournalFolder {
	folder ??= new JournalFolder(join(n8nFolder(), 'dingtalk-storage'), (error) => {
		const reason = error instanceof Error ? error.message : String(error);
		logger.warn(`DingTalk Storage cannot keep the state of uploads on disk: ${reason}`);
	});
	return folder;
}

/**
 * Where n8n keeps what outlives a restart: `.n8n` in its user folder, by n8n's own rule. It leaves
 * folders alone that it does not know.
 */
function n8nFolder(): string {
	return join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n');
}
