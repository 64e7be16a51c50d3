import type { SinkRequest, SinkResponse } from './raw-http';

/** Start and end of a multipart upload as S3 and OSS have them; the parts are plain PUTs. */
export function answerObjectStorage(request: SinkRequest): SinkResponse | undefined {
	const [path = '', query = ''] = request.target.split('?');
	const parameters = new URLSearchParams(query);
	const [, bucket = 'bench', ...key] = path.split('/');
	const name = `<Bucket>${bucket}</Bucket><Key>${key.join('/')}</Key>`;
	if (request.method !== 'POST') return undefined;
	if (parameters.has('uploads')) {
		return xml(
			`<InitiateMultipartUploadResult>${name}<UploadId>bench</UploadId></InitiateMultipartUploadResult>`,
		);
	}
	if (parameters.has('uploadId')) {
		return xml(
			`<CompleteMultipartUploadResult>${name}<Location>bench</Location><ETag>"bench"</ETag></CompleteMultipartUploadResult>`,
		);
	}
	return undefined;
}

function xml(body: string): SinkResponse {
	return {
		status: 200,
		headers: { 'Content-Type': 'application/xml', 'x-oss-request-id': 'bench' },
		body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
	};
}
