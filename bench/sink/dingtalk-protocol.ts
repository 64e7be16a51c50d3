import type { SinkRequest, SinkResponse } from './raw-http';

/** Longer than any run. */
const EXPIRATION_SECONDS = 900;

/** The four calls of an upload, answered at once and without looking at anybody's rights. */
export function answerDingTalk(request: SinkRequest, baseUrl: string): SinkResponse | undefined {
	const path = request.target.split('?')[0] ?? '';
	if (path.endsWith('/oauth2/accessToken')) return json({ accessToken: 'bench-token', expireIn: 7200 });
	if (path.endsWith('/multiPartUploadInfos/init')) {
		return json({ uploadKey: 'bench-upload-key', storageDriver: 'DINGTALK' });
	}
	if (path.endsWith('/multiPartUploadInfos/query')) return json(signParts(request.body, baseUrl));
	if (path.endsWith('/files/commit')) return json({ dentry: commit(request.body) });
	return undefined;
}

function signParts(body: string, baseUrl: string): object {
	const { partNumbers } = JSON.parse(body) as { partNumbers: number[] };
	return {
		multipartHeaderSignatureInfos: partNumbers.map((partNumber) => ({
			partNumber,
			headerSignatureInfo: {
				resourceUrls: [`${baseUrl}/yundisk0/object.file?partNumber=${partNumber}&uploadId=bench`],
				headers: { Authorization: 'OSS bench:c2lnbmF0dXJl', 'x-oss-date': new Date().toUTCString() },
				expirationSeconds: EXPIRATION_SECONDS,
				region: 'ZHANGJIAKOU',
				internalResourceUrls: [],
			},
		})),
	};
}

function commit(body: string): object {
	const { name, parentId, option } = JSON.parse(body) as {
		name: string;
		parentId: string;
		option?: { size?: number };
	};
	return {
		id: '1',
		spaceId: '1',
		parentId,
		name,
		type: 'FILE',
		size: option?.size,
		version: 1,
		path: `/${name}`,
	};
}

function json(body: object): SinkResponse {
	return {
		status: 200,
		headers: { 'Content-Type': 'application/json;charset=utf-8' },
		body: JSON.stringify(body),
	};
}
