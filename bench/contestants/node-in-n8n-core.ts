import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { IBinaryData, INode, INodeExecutionData } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import type { BenchFile } from '../bench-files';
import type { Contestant } from './contestant';
import { requireScript } from './installed';

interface N8nCore {
	run(node: INode, items: INodeExecutionData[]): Promise<{ status: string; error?: Error }>;
	storeBinary(content: NodeJS.ReadableStream, fileName: string): Promise<IBinaryData>;
	close(): void;
}

/** On disk, where the files lie: a temporary folder may be in memory. */
export const HOMES = join(process.cwd(), '.cache/bench/n8n-core');

/**
 * The built node in n8n's own engine, with binary data on disk: one execution, an item for every file.
 * Storing the binary data is not part of the time.
 */
export const nodeInN8nCore: Contestant = {
	async start({ apiUrl }) {
		const { bootN8nCore } = requireScript('n8n-core/harness.cjs') as {
			bootN8nCore(options: object): Promise<N8nCore>;
		};
		const credential = {
			appType: 'internal',
			clientId: DEMO.clientId,
			clientSecret: DEMO.clientSecret,
			unionId: DEMO.unionId,
			host: 'custom',
			apiBaseUrl: apiUrl,
			legacyApiBaseUrl: apiUrl,
		};
		await mkdir(HOMES, { recursive: true });
		const folder = await mkdtemp(join(HOMES, 'home-'));
		const core = await bootN8nCore({ folder, credentials: { bench: credential } });
		const stored = new Map<string, IBinaryData>();
		const itemOf = ({ path }: BenchFile): INodeExecutionData => {
			const data = stored.get(path);
			if (!data) throw new Error(`Not prepared: ${path}`);
			return { json: {}, binary: { data } };
		};
		return {
			async prepare(files) {
				for (const { path } of files) {
					stored.set(path, await core.storeBinary(createReadStream(path), basename(path)));
				}
			},
			async upload(files) {
				const { status, error } = await core.run(uploadNode(), files.map(itemOf));
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
			spaceId: { __rl: true, mode: 'id', value: DEMO.spaceId },
			parentId: { __rl: true, mode: 'id', value: '0' },
			unionId: '',
			binaryPropertyName: 'data',
			simplify: true,
			options: { conflictStrategy: 'OVERWRITE' },
		},
	};
}
