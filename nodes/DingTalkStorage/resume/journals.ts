import type { Logger } from 'n8n-workflow';
import { JournalFolder } from '../../../lib/upload';
import { nodeFolder } from '../n8n/n8n-folder';

let folder: JournalFolder | undefined;

/** The journals of uploads on this n8n's disk: the only memory that outlives a killed process. */
export function journalFolder(logger: Logger): JournalFolder {
	folder ??= new JournalFolder(nodeFolder(), (error) => {
		const reason = error instanceof Error ? error.message : String(error);
		logger.warn(`DingTalk Storage cannot keep the state of uploads on disk: ${reason}`);
	});
	return folder;
}
