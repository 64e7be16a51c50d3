import fs from 'node:fs';
import path from 'node:path';
import { sampleStream } from '../../../scripts/lib/sample-file.cjs';
import { FILES_FOLDER } from '../setup/session';

/** A file that workflows can read. Its bytes depend on its name. */
export async function makeFile(name: string, sizeBytes: number): Promise<string> {
	const file = path.join(FILES_FOLDER, name);
	fs.mkdirSync(path.dirname(file), { recursive: true });
	await fs.promises.writeFile(file, sampleStream(sizeBytes, name));
	return file;
}
