import { inspect } from 'node:util';
import * as fc from 'fast-check';
import {
	bufferSource,
	createStorageClient,
	uploadFile,
	UploadError,
	type SignedPart,
	type StorageClient,
	type UploadResult,
	type UploadSession,
} from '../../lib/upload';
import { startAnswerServer, type Answer, type AnswerServer } from '../support/answer-server';

const BYTES = Buffer.from('The bytes of one part.');
const MD5 = '13A8DFC2C2A0DC8F7C26C1B4C6F5C1F0';
const SIGNATURE = 's3cr3t-signature';

/** Far more than an upload takes whose waits are not made. */
const HANG_MS = 10_000;

let server: AnswerServer;
let storage: StorageClient;
let received: Buffer[];
beforeAll(async () => {
	server = await startAnswerServer();
});
afterAll(async () => await server.close());
beforeEach(() => {
	storage = createStorageClient({ maxConnections: 4, allowHttp: true });
});
afterEach(async () => await storage.close());

/** Answers every PUT with this, and keeps what was accepted. */
function answerWith(answer: Answer): void {
	received = [];
	server.answer = ({ body }) => {
		if (answer.status === 200) received.push(body);
		return answer;
	};
}

/** Hands out this signature for the only part. */
const sessionWith = (signed: Omit<SignedPart, 'partNumber'>): UploadSession<string> => ({
	maxPartsPerSigning: 30,
	open: async () => 'key',
	signParts: async () => [{ partNumber: 1, ...signed }],
	commit: async () => 'file',
	isUploadGone: () => false,
	isCommitUnclear: () => false,
});

const soundSignature = () => ({
	resourceUrls: [`${server.url}/object?Signature=${SIGNATURE}`],
	headers: { Authorization: `OSS id:${SIGNATURE}`, 'x-oss-date': 'Mon, 06 Jul 2026 03:49:40 GMT' },
	expiresAtMs: Date.now() + 900_000,
});

const upload = async (session: UploadSession<string>, signal?: AbortSignal) =>
	await uploadFile(bufferSource(BYTES), session, {
		storage,
		signal,
		stallTimeoutMs: 2_000,
		clock: { sleep: async () => {} },
	});

/** A stored part, or an error of ours without the signature in it. */
async function outcome(session: UploadSession<string>): Promise<UploadResult<string> | undefined> {
	const limit = AbortSignal.timeout(HANG_MS);
	try {
		return await upload(session, limit);
	} catch (error) {
		if (limit.aborted) throw new Error('The upload hangs', { cause: error });
		if (!(error instanceof UploadError)) throw error;
		expect(inspect(error, { depth: 10 })).not.toContain(SIGNATURE);
		expect(`${error.message} ${JSON.stringify(error.facts)}`.length).toBeLessThan(1_000);
		return undefined;
	}
}

async function expectSound(session: UploadSession<string>): Promise<void> {
	const result = await outcome(session);
	if (result === undefined) return;
	expect(received.at(-1)).toEqual(BYTES);
	expect(result).toMatchObject({ file: 'file', parts: 1, sizeBytes: BYTES.length });
}

/** What Node's server lets a header hold, and so what can arrive. */
const headerValue = fc.string({
	unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code === 0x7f ? 0x20 : code)),
	maxLength: 50,
});
const status = fc.oneof(fc.constant(200), fc.integer({ min: 200, max: 599 }), fc.constantFrom(600, 777, 999));

describe('the object storage', () => {
	it('may answer anything: the part is stored, or there is a typed error', async () => {
		const etag = fc.oneof(fc.constantFrom('', '""', `"${MD5}"`, `W/"${MD5}"`, `"${MD5}-2"`), headerValue);
		const retryAfter = fc.oneof(
			fc.constantFrom('0', '-1', '1e9', '999999999999999999999', 'Mon, 99 Foo 2026', 'now', '0.5'),
			headerValue,
		);
		const code = fc.oneof(fc.constantFrom('NoSuchUpload', 'RequestTimeout', 'constructor'), fc.string());
		const body = fc.oneof(
			code.map((text) => `<?xml version="1.0"?><Error><Code>${text}</Code><Message>m</Message></Error>`),
			fc.constantFrom('', '<Code>', '<Code></Code>', '{"code":"x"}', `<Code>${'x'.repeat(100_000)}</Code>`),
			fc.string({ unit: 'binary' }),
		);
		const answer = fc.record({
			status,
			body,
			headers: fc.record({ ETag: etag, 'Retry-After': retryAfter }, { requiredKeys: [] }),
		});
		const property = fc.asyncProperty(answer, async (made) => {
			answerWith(made);
			await expectSound(sessionWith(soundSignature()));
		});
		await fc.assert(property, { numRuns: 300 });
	});

	it('may answer with 50 MB', async () => {
		for (const answered of [200, 400, 500]) {
			answerWith({ status: answered, body: Buffer.alloc(50_000_000, 'x') });
			await expectSound(sessionWith(soundSignature()));
		}
	});
});

/** No name that would have to be looked up: only what is refused, and this machine. */
const oddUrl = fc.oneof(
	fc.constantFrom(
		'',
		' ',
		'x',
		'http:',
		'http://',
		'http:///',
		'//127.0.0.1/',
		'http://[::1',
		'http://127.0.0.1:0/',
	),
	fc.constantFrom(
		'ftp://127.0.0.1/',
		'file:///etc/passwd',
		'javascript:1',
		'data:,x',
		'http://127.0.0.1:99999/',
	),
	fc.constantFrom(
		`http://user:${SIGNATURE}@127.0.0.1/`,
		'http://0x7f.1:1/',
		'HTTP://127.0.0.1:1',
		'http://127.1:1/a b',
	),
	fc.string({ unit: 'binary' }).map((path) => `PLACE/${path}`),
	fc.string({ unit: 'binary' }).map((query) => `PLACE/o?${query}&Signature=${SIGNATURE}`),
	fc.constantFrom(
		'PLACE/../../x',
		'PLACE/文件',
		'PLACE/%zz',
		'PLACE/\r\nX: 1',
		'PLACE#fragment',
		'PLACE/\u0000',
	),
);
const oddHeaders = fc.dictionary(
	fc.oneof(
		fc.constantFrom(
			'content-length',
			'Content-Length',
			'Transfer-Encoding',
			'Connection',
			'Host',
			'Expect',
			'Upgrade',
		),
		fc.constantFrom(
			'',
			' ',
			'a b',
			'a:b',
			'é',
			'__proto__',
			'constructor',
			'x-\r\nInjected',
			':path',
			'Content-Type',
		),
		fc.string({ unit: 'binary', maxLength: 8 }),
	),
	fc.oneof(
		fc.constantFrom('', '0', '-1', '5', 'chunked', '100-continue', 'close', 'a\r\nX: 1', '文件', '\u0000'),
		headerValue,
	),
);

describe('a signature', () => {
	it('may be anything: the part is stored, or there is a typed error', async () => {
		const signature = fc.record({
			resourceUrls: fc.array(oddUrl, { minLength: 1, maxLength: 4 }),
			headers: oddHeaders,
			expiresAtMs: fc.oneof(
				fc.constantFrom(0, -1, NaN, Infinity, -Infinity, 1e308, Number.MAX_SAFE_INTEGER),
				fc.constant(Date.now() + 900_000),
			),
		});
		const property = fc.asyncProperty(signature, async ({ resourceUrls, ...more }) => {
			answerWith({ status: 200, body: '' });
			const urls = resourceUrls.map((url) => url.replace('PLACE', server.url));
			await expectSound(sessionWith({ ...more, resourceUrls: urls }));
		});
		await fc.assert(property, { numRuns: 400 });
	});

	it('may come with 100,000 addresses', async () => {
		answerWith({ status: 500, body: '' });
		const resourceUrls = Array.from({ length: 100_000 }, (_, index) => `${server.url}/${index}`);
		await expectSound(sessionWith({ ...soundSignature(), resourceUrls }));
	});

	it.each([
		['a line break in a header', { 'x-oss-date': 'a\r\nX-Injected: 1' }],
		['a blank in the name of a header', { 'a b': '1' }],
		['a length of its own', { 'Content-Length': '5' }],
		['a transfer encoding', { 'Transfer-Encoding': 'chunked' }],
		['an expectation', { Expect: '100-continue' }],
	])('with %s is refused, and costs no connection', async (_, headers) => {
		answerWith({ status: 200, body: '' });
		for (let tries = 0; tries < 10; tries++) {
			const session = sessionWith({ ...soundSignature(), headers });
			const error: unknown = await upload(session).catch((thrown: unknown) => thrown);
			expect(error).toMatchObject({ code: 'UPLOAD_SIGN_FAILED' });
		}
		expect(received).toEqual([]);
		await expect(upload(sessionWith(soundSignature()))).resolves.toMatchObject({ retries: 0 });
	});
});
