import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Contestant } from './contestant';
import { requireCompetitor } from './installed';

interface S3Modules {
	readonly S3Client: new (options: object) => { destroy(): void };
	readonly Upload: new (options: object) => { done(): Promise<unknown> };
}

/** `Upload` of the AWS SDK, with its defaults. */
export const libStorage: Contestant = {
	async start({ storageUrl }) {
		// It would tell in every process which Node version it is going to leave behind.
		process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
		const { S3Client } = requireCompetitor('@aws-sdk/client-s3') as S3Modules;
		const { Upload } = requireCompetitor('@aws-sdk/lib-storage') as S3Modules;
		const client = new S3Client({
			endpoint: storageUrl,
			region: 'us-east-1',
			forcePathStyle: true,
			credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
		});
		return {
			async upload(files) {
				for (const { path } of files) {
					const params = { Bucket: 'bench', Key: basename(path), Body: createReadStream(path) };
					await new Upload({ client, params }).done();
				}
			},
			close: async () => client.destroy(),
		};
	},
};
