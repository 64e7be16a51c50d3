import { createReadStream } from 'node:fs';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Config } from '@alicloud/openapi-client';
import Client, * as storage from '@alicloud/dingtalk/dist/storage_1_0/client';
import { RuntimeOptions } from '@alicloud/tea-util';
import { DEMO } from '../../emulator';
import type { BenchFile } from '../bench-files';
import type { Contestant } from './contestant';

/** The sample in DingTalk's documentation: parts of 1 MiB, one query a part, one after the other. */
const PART_SIZE_BYTES = 1024 * 1024;

export const officialSample: Contestant = {
	async start({ apiUrl }) {
		const { host, protocol, origin } = new URL(apiUrl);
		const client = new Client(
			new Config({ endpoint: host, protocol: protocol.replace(':', ''), regionId: 'central' }),
		);
		const token = await logIn(origin);
		const options = new RuntimeOptions({});
		const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
		const upload = async ({ path, sizeBytes }: BenchFile) => {
			const init = await client.initMultipartFileUploadWithOptions(
				DEMO.spaceId,
				new storage.InitMultipartFileUploadRequest({
					unionId: DEMO.unionId,
					option: new storage.InitMultipartFileUploadRequestOption({ storageDriver: 'DINGTALK' }),
				}),
				new storage.InitMultipartFileUploadHeaders({ xAcsDingtalkAccessToken: token }),
				options,
			);
			const uploadKey = init.body?.uploadKey ?? '';
			for (let partNumber = 1, offset = 0; offset < sizeBytes; partNumber++, offset += PART_SIZE_BYTES) {
				const infos = await client.getMultipartFileUploadInfosWithOptions(
					new storage.GetMultipartFileUploadInfosRequest({
						unionId: DEMO.unionId,
						uploadKey,
						partNumbers: [partNumber],
					}),
					new storage.GetMultipartFileUploadInfosHeaders({ xAcsDingtalkAccessToken: token }),
					options,
				);
				const info = infos.body?.multipartHeaderSignatureInfos?.[0]?.headerSignatureInfo;
				const partBytes = Math.min(PART_SIZE_BYTES, sizeBytes - offset);
				await put(info?.resourceUrls?.[0] ?? '', info?.headers ?? {}, path, offset, partBytes, agents);
			}
			await client.commitFileWithOptions(
				DEMO.spaceId,
				new storage.CommitFileRequest({
					unionId: DEMO.unionId,
					uploadKey,
					name: basename(path),
					parentId: '0',
					option: new storage.CommitFileRequestOption({
						size: sizeBytes,
						conflictStrategy: 'OVERWRITE',
					}),
				}),
				new storage.CommitFileHeaders({ xAcsDingtalkAccessToken: token }),
				options,
			);
		};
		return {
			async upload(files) {
				for (const file of files) await upload(file);
			},
			async close() {
				agents.http.destroy();
				agents.https.destroy();
			},
		};
	},
};

async function logIn(origin: string): Promise<string> {
	const answer = await fetch(`${origin}/v1.0/oauth2/accessToken`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ appKey: DEMO.clientId, appSecret: DEMO.clientSecret }),
	});
	return ((await answer.json()) as { accessToken: string }).accessToken;
}

async function put(
	url: string,
	headers: Record<string, string>,
	path: string,
	offset: number,
	partBytes: number,
	agents: { http: HttpAgent; https: HttpsAgent },
): Promise<void> {
	const isTls = url.startsWith('https:');
	const options = { method: 'PUT', headers: { ...headers, 'content-length': partBytes } };
	const request = isTls
		? httpsRequest(url, { ...options, agent: agents.https })
		: httpRequest(url, { ...options, agent: agents.http });
	const answered = new Promise<number>((resolve, reject) => {
		request.on('response', (response) =>
			response.resume().on('end', () => resolve(response.statusCode ?? 0)),
		);
		request.on('error', reject);
	});
	await pipeline(createReadStream(path, { start: offset, end: offset + partBytes - 1 }), request);
	const status = await answered;
	if (status !== 200) throw new Error(`The storage answered ${status}`);
}
