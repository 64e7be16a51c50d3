import fs from 'node:fs';
import path from 'node:path';
import { N8nClient } from '../../../scripts/lib/n8n-client.cjs';
import { ensureN8n } from '../../../scripts/lib/n8n-install.cjs';
import { startN8n } from '../../../scripts/lib/n8n-server.cjs';
import { ensureNode24 } from '../../../scripts/lib/node24.cjs';
import { ensureNodeBinary } from '../../../scripts/lib/node-binary.cjs';
import { N8N_NODE_VERSION } from '../../../scripts/lib/paths.cjs';
import { ensureBuilt, packProject } from '../../../scripts/lib/project.cjs';
import { E2E_FOLDER, FILES_FOLDER, shareSession } from './session';

/** Before the first test: a new n8n with the packed node installed, and its owner signed in. */
export default async function setUp(): Promise<void> {
	const nodeBinary = await (N8N_NODE_VERSION === undefined
		? ensureNode24()
		: ensureNodeBinary(N8N_NODE_VERSION));
	await ensureN8n(nodeBinary);
	await ensureBuilt();
	fs.rmSync(E2E_FOLDER, { recursive: true, force: true });
	fs.mkdirSync(FILES_FOLDER, { recursive: true });

	// A Jest that is told to stop takes n8n with it.
	process.once('SIGTERM', () => process.exit(1));
	const baseUrl = await startN8n({
		nodeBinary,
		userFolder: path.join(E2E_FOLDER, 'home'),
		tarball: await packProject(),
		readableFolder: FILES_FOLDER,
		logFile: path.join(E2E_FOLDER, 'n8n.log'),
		// The default of n8n 2; n8n 1 keeps files in memory unless it is told otherwise.
		environment: { N8N_DEFAULT_BINARY_DATA_MODE: process.env['E2E_BINARY_DATA_MODE'] ?? 'filesystem' },
	});
	const client = new N8nClient(baseUrl);
	await client.signIn();
	shareSession({ baseUrl, cookie: client.cookie });
}
