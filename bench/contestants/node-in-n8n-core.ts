import { createReadStream } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { IBinaryData, INode, INodeExecutionData } from 'n8n-workflow';
import type { Contestant } from './contestant';
import { requireScript } from './installed';

interface N8nCore {
	run(node: INode, items: INodeExecutionData[]): Promise<{ status: string; error?: Error }>;
	storeBinary(content: NodeJS.ReadableStream, fileName: string): Promise<IBinaryData>;
	close(): void;
}

/** The built node in n8n's own engine, with binary data on disk. Storing it there is not part of the time. */
export const nodeInN8nCore: Contestant = {
	async start({ apiUrl }) {
		const { bootN8nCore } = requireScript('n8n-core/harness.cjs') as {
			bootN8nCore(options: object): Promise<N8nCore>;
		};
		const credential = {
			appType: 'internal',
			clientId: 'demo-client',
			clientSecret: 'demo-secret',
			unionId: 'Dem0Un1onIdiEiE',
			host: 'custom',
			apiBaseUrl: apiUrl,
			legacyApiBaseUrl: apiUrl,
		};
		const folder = await mkdtemp(join(tmpdir(), 'bench-n8n-core-'));
		const core = await bootN8nCore({ folder, credentials: { bench: credential } });
		const stored = new Map<string, IBinaryData>();
		return {
			async prepare(path: string) {
				stored.set(path, await core.storeBinary(createReadStream(path), basename(path)));
			},
			async upload(path) {
				const binary = stored.get(path);
				if (!binary) throw new Error(`Not prepared: ${path}`);
				const { status, error } = await core.run(uploadNode(), [{ json: {}, binary: { data: binary } }]);
				if (status !== 'success') throw error ?? new Error(`The execution ended as ${status}`);
			},
			close: async () => core.close(),
		};
	},
};

function uploadNode(): INode {
	return {
		id: 'upload',
		name: 'Upload',
		type: 'n8n-nodes-dingtalk-storage.dingTalkStorage',
		typeVersion: 1,
		position: [0, 0],
		credentials: { dingTalkApi: { id: 'bench', name: 'Bench' } },
		parameters: {
			resource: 'file',
			operation: 'upload',
			spaceId: { __rl: true, mode: 'id', value: '9303849501' },
			parentId: { __rl: true, mode: 'id', value: '0' },
			unionId: '',
			binaryPropertyName: 'data',
			simplify: true,
			options: { conflictStrategy: 'OVERWRITE' },
		},
	};
}
