import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createStorageClient, fileSource, streamSource, uploadFile, type ByteSource } from '../../lib/upload';
import type { BenchFile } from '../bench-files';
import type { Contestant } from './contestant';
import { connectToDingTalk } from './dingtalk';

/** Enough for small files to wait for the limit of calls a second, and not for each other. */
const UPLOADS_AT_A_TIME = 32;

interface EngineOptions {
	readonly verifyParts: boolean;
	readonly sourceOf: (file: BenchFile) => ByteSource;
}

function createEngine({ verifyParts, sourceOf }: EngineOptions): Contestant {
	return {
		async start({ apiUrl }) {
			const dingtalk = connectToDingTalk(apiUrl);
			const storage = createStorageClient({ maxConnections: 64, allowHttp: true });
			return {
				async upload(files) {
					const waiting = files.values();
					const lane = async () => {
						for (const file of waiting) {
							const session = dingtalk.sessionFor(basename(file.path));
							await uploadFile(sourceOf(file), session, { storage, verifyParts });
						}
					};
					await Promise.all(Array.from({ length: UPLOADS_AT_A_TIME }, lane));
				},
				async close() {
					await Promise.all([storage.close(), dingtalk.close()]);
				},
			};
		},
	};
}

const fromFile = ({ path, sizeBytes }: BenchFile) => fileSource(path, sizeBytes);
const fromStream = ({ path, sizeBytes }: BenchFile) =>
	streamSource(async () => createReadStream(path), sizeBytes);

export const engine = createEngine({ verifyParts: true, sourceOf: fromFile });
export const engineUnverified = createEngine({ verifyParts: false, sourceOf: fromFile });
export const engineFromStream = createEngine({ verifyParts: true, sourceOf: fromStream });
