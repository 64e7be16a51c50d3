import type { BenchFile } from '../bench-files';

/** A way to upload files. Each runs in a process of its own, so that memory and processor time are its own. */
export interface Contestant {
	/** Everything that a real program would have done before: load, log in, connect. */
	start(endpoints: Endpoints): Promise<Uploader>;
}

export interface Endpoints {
	/** DingTalk's API. */
	readonly apiUrl: string;
	/** A plain object storage, for the contestants that do not speak DingTalk. */
	readonly storageUrl: string;
}

interface Uploader {
	/** What happens before the upload and is not part of it, such as n8n storing its input. */
	prepare?(files: readonly BenchFile[]): Promise<void>;
	upload(files: readonly BenchFile[]): Promise<void>;
	close(): Promise<void>;
}
