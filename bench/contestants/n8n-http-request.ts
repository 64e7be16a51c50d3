import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Contestant } from './contestant';

interface N8nRequests {
	request(options: object): Promise<unknown>;
}

/**
 * What a workflow without this node does: n8n reads the whole binary into memory, and its HTTP Request
 * helper sends it with one PUT.
 */
export const n8nHttpRequest: Contestant = {
	async start({ storageUrl }) {
		process.env.N8N_LOG_LEVEL = 'error';
		await import('reflect-metadata');
		const fromCore = createRequire(require.resolve('n8n-core'));
		const { configureGlobalAxiosDefaults, OutboundHttp } = fromCore('@n8n/backend-network') as {
			configureGlobalAxiosDefaults(): void;
			OutboundHttp: new () => { requests(): N8nRequests };
		};
		configureGlobalAxiosDefaults();
		const { Container } = fromCore('@n8n/di') as {
			Container: { get<T>(type: new () => T): T };
		};
		const requests = Container.get(OutboundHttp).requests();
		return {
			async upload(files) {
				for (const { path } of files) {
					const body = await readFile(path);
					const url = `${storageUrl}/whole-file`;
					await requests.request({ method: 'PUT', url, body, headers: { 'Content-Type': '' } });
				}
			},
			close: async () => {},
		};
	},
};
