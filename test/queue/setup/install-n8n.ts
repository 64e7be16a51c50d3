import fs from 'node:fs';
import path from 'node:path';
import { ensureN8n } from '../../../scripts/lib/n8n-install.cjs';
import { ensureNode24 } from '../../../scripts/lib/node24.cjs';
import { ensureBuilt, packProject } from '../../../scripts/lib/project.cjs';
import { QUEUE_FOLDER, shareInstalled } from './installed';

/** Before the first test. Each file starts processes of its own: some of them are killed. */
export default async function setUp(): Promise<void> {
	const nodeBinary = await ensureNode24();
	await ensureN8n(nodeBinary);
	await ensureBuilt();
	// A copy, which stays when somebody packs anew.
	const tarball = path.join(QUEUE_FOLDER, 'package.tgz');
	fs.rmSync(QUEUE_FOLDER, { recursive: true, force: true });
	fs.mkdirSync(QUEUE_FOLDER, { recursive: true });
	fs.copyFileSync(await packProject(), tarball);
	shareInstalled({ nodeBinary, tarball });
}
