import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { DEMO, type Emulator } from '../../../emulator';

/** A parsed answer: what is in it is what the tests find out. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- every test would cast each field it looks at
export type Json = any;

/** An answer as it came off the wire. */
export interface RawAnswer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
	/** The parsed body; `undefined` when it is no JSON. */
	readonly json: Json;
}

export interface RawRequest {
	readonly headers?: OutgoingHttpHeaders;
	/** Objects go out as JSON. */
	readonly body?: unknown;
	/** Sends the body without a Content-Length. */
	readonly chunked?: boolean;
}

/** One request over a connection of its own; only the given headers go out, besides Host and Content-Length. */
export async function send(method: string, url: string, options: RawRequest = {}): Promise<RawAnswer> {
	const { body, headers = {}, chunked = false } = options;
	const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(textOf(body));
	return await new Promise((resolve, reject) => {
		const length = chunked || bytes === undefined ? {} : { 'Content-Length': bytes.length };
		const req = request(url, { method, agent: false, headers: { ...length, ...headers } }, (res) => {
			const chunks: Buffer[] = [];
			res.on('data', (chunk: Buffer) => chunks.push(chunk));
			res.on('error', reject);
			res.on('end', () => {
				const text = Buffer.concat(chunks).toString('utf8');
				resolve({ status: res.statusCode ?? 0, headers: res.headers, text, json: parse(text) });
			});
		});
		req.on('error', reject);
		req.end(bytes);
	});
}

/** Code of an error document of the object storage. */
export function codeOf({ text }: RawAnswer): string | undefined {
	return /<Code>(\w+)<\/Code>/.exec(text)?.[1];
}

/** The calls of an upload as a careful client makes them, each open to additions. */
export class RawClient {
	constructor(
		readonly emulator: Emulator,
		readonly unionId: string = DEMO.unionId,
	) {}

	private cachedToken: string | undefined;

	async token(): Promise<string> {
		this.cachedToken ??= await this.fetchToken();
		return this.cachedToken;
	}

	/** Asks for a token, whether or not there is one already. */
	async fetchToken(): Promise<string> {
		const body = { appKey: DEMO.clientId, appSecret: DEMO.clientSecret };
		const { json } = await send('POST', `${this.emulator.apiUrl}/v1.0/oauth2/accessToken`, { body });
		this.cachedToken = json.accessToken;
		return json.accessToken;
	}

	/** A call of the new-style API with token and operator. */
	async call(
		method: string,
		path: string,
		body?: unknown,
		query: Record<string, string> = {},
	): Promise<RawAnswer> {
		const search = new URLSearchParams({ unionId: this.unionId, ...query });
		return await send(method, `${this.emulator.apiUrl}${path}?${search}`, {
			headers: { 'x-acs-dingtalk-access-token': await this.token(), 'Content-Type': 'application/json' },
			body,
		});
	}

	async init(option: unknown = {}, spaceId: string = DEMO.spaceId): Promise<RawAnswer> {
		return await this.call('POST', `/v1.0/storage/spaces/${spaceId}/files/multiPartUploadInfos/init`, {
			option,
		});
	}

	/** Opens an upload and answers its key. */
	async open(option: unknown = {}, spaceId: string = DEMO.spaceId): Promise<string> {
		return (await this.init(option, spaceId)).json.uploadKey;
	}

	async query(uploadKey: string, partNumbers: unknown): Promise<RawAnswer> {
		return await this.call('POST', '/v1.0/storage/spaces/files/multiPartUploadInfos/query', {
			uploadKey,
			partNumbers,
		});
	}

	/** Address and headers of one part. */
	async sign(
		uploadKey: string,
		partNumber: number,
	): Promise<{ url: string; headers: Record<string, string>; info: Json }> {
		const { json } = await this.query(uploadKey, [partNumber]);
		const info = json.multipartHeaderSignatureInfos[0].headerSignatureInfo;
		return { url: info.resourceUrls[0], headers: info.headers, info };
	}

	/** Signs and stores one part. */
	async put(uploadKey: string, partNumber: number, body: Buffer): Promise<RawAnswer> {
		const { url, headers } = await this.sign(uploadKey, partNumber);
		return await send('PUT', url, { headers, body });
	}

	/** Opens an upload and stores its parts, given by their numbers; answers its key. */
	async store(parts: Readonly<Record<number, Buffer>>, spaceId: string = DEMO.spaceId): Promise<string> {
		const uploadKey = await this.open({}, spaceId);
		for (const [number, part] of Object.entries(parts)) await this.put(uploadKey, Number(number), part);
		return uploadKey;
	}

	/** Opens an upload that takes its file in one PUT. */
	async uploadInfo(
		option: unknown = {},
		fields: object = {},
		spaceId: string = DEMO.spaceId,
	): Promise<RawAnswer> {
		return await this.call('POST', `/v1.0/storage/spaces/${spaceId}/files/uploadInfos/query`, {
			protocol: 'HEADER_SIGNATURE',
			multipart: false,
			option,
			...fields,
		});
	}

	/** Opens such an upload; its key, and the address and headers of the PUT. */
	async openWhole(
		option: unknown = {},
	): Promise<{ uploadKey: string; url: string; headers: Record<string, string> }> {
		const { uploadKey, headerSignatureInfo: info } = (await this.uploadInfo(option)).json;
		return { uploadKey, url: info.resourceUrls[0], headers: info.headers };
	}

	async commit(uploadKey: string, fields: object = {}, spaceId: string = DEMO.spaceId): Promise<RawAnswer> {
		return await this.call('POST', `/v1.0/storage/spaces/${spaceId}/files/commit`, {
			uploadKey,
			name: 'file.bin',
			parentId: '0',
			...fields,
		});
	}

	async downloadInfo(
		dentryId: string,
		option: unknown = {},
		spaceId: string = DEMO.spaceId,
	): Promise<RawAnswer> {
		return await this.call(
			'POST',
			`/v1.0/storage/spaces/${spaceId}/dentries/${dentryId}/downloadInfos/query`,
			{
				option,
			},
		);
	}

	async delete(
		dentryId: string,
		query: Record<string, string> = {},
		spaceId: string = DEMO.spaceId,
	): Promise<RawAnswer> {
		return await this.call(
			'DELETE',
			`/v1.0/storage/spaces/${spaceId}/dentries/${dentryId}`,
			undefined,
			query,
		);
	}

	/** Asks how far a task is. */
	async task(taskId: string): Promise<RawAnswer> {
		return await this.call('GET', `/v1.0/storage/tasks/${taskId}`);
	}

	/** A whole upload of these parts; answers the commit. */
	async upload(parts: readonly Buffer[], fields: object = {}): Promise<RawAnswer> {
		const numbered = Object.fromEntries(parts.map((part, index) => [index + 1, part]));
		return await this.commit(await this.store(numbered), fields);
	}
}

function textOf(body: unknown): string {
	return typeof body === 'string' ? body : JSON.stringify(body);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
