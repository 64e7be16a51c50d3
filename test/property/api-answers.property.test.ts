import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { DEMO } from '../../emulator';
import { DingTalkError, type Dentry, type PartUploadInfo, type SignedAddress } from '../../lib/dingtalk';
import { startAnswerServer, json, type Answer, type AnswerServer } from '../support/answer-server';
import { createApiLab, type ApiLab } from '../support/api-lab';
import { spoiltAnswer } from './support/spoilt-json';

const HANDED_OUT = 't0ken-of-the-test';
const TOKEN_ANSWER = { accessToken: HANDED_OUT, expireIn: 7200 };
const SIGNAL = new AbortController().signal;

/** Far more than a call takes whose waits are not made. */
const HANG_MS = 10_000;

let server: AnswerServer;
let lab: ApiLab;
beforeEach(async () => {
	server = await startAnswerServer();
	lab = createApiLab({ apiUrl: server.url, legacyApiUrl: server.url });
});
afterEach(async () => {
	await lab.close();
	await server.close();
});

/** Answers the call with this, and logins as they should be. */
function answerWith(answer: Answer): void {
	server.answer = ({ path }) => (path.startsWith('/v1.0/oauth2/') ? json(TOKEN_ANSWER) : answer);
}

/** A result to look at, or an error of ours without a secret in it. */
async function outcome<T>(call: Promise<T>): Promise<T | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const hang = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('The call hangs')), HANG_MS);
	});
	try {
		return await Promise.race([call, hang]);
	} catch (error) {
		if (!DingTalkError.is(error)) throw error;
		const shown = inspect(error, { depth: 10 });
		expect(shown).not.toContain(HANDED_OUT);
		expect(shown).not.toContain(DEMO.clientSecret);
		expect(JSON.stringify(error.facts).length).toBeLessThan(5_000);
		return undefined;
	} finally {
		clearTimeout(timer);
	}
}

const text = expect.stringMatching(/./s);
const optionalText = (value: unknown) => expect(['string', 'undefined']).toContain(typeof value);

function expectDentry({
	id,
	spaceId,
	name,
	type,
	parentId,
	path,
	uuid,
	extension,
	...numbers
}: Dentry): void {
	expect({ id, spaceId, name }).toEqual({ id: text, spaceId: text, name: text });
	[type, parentId, path, uuid, extension].forEach(optionalText);
	for (const number of [numbers.sizeBytes, numbers.version]) {
		if (number !== undefined) expect(number).toBeGreaterThanOrEqual(0);
	}
}

function expectPartInfo(info: PartUploadInfo): void {
	expect(info.partNumber).toBeGreaterThan(0);
	expectAddress(info);
}

function expectAddress(info: SignedAddress): void {
	expect(info.resourceUrls.length).toBeGreaterThan(0);
	info.resourceUrls.forEach((url) => expect(url).toEqual(text));
	// What can be sent as headers; undici and Node throw at anything else.
	expect(() => new Headers({ ...info.headers })).not.toThrow();
	expect(() => new Date(Date.now() + info.expirationSeconds * 1000).toISOString()).not.toThrow();
}

const DENTRY = {
	id: '1',
	spaceId: '2',
	parentId: '0',
	type: 'FILE',
	name: 'a.txt',
	size: 3,
	extension: 'txt',
	path: '/a.txt',
	uuid: 'u',
	version: 1,
	createTime: 'Mon Jul 06 11:49:40 CST 2026',
};

const SIGNED = {
	headerSignatureInfo: {
		resourceUrls: ['https://storage.example/a', 'https://storage.example/b'],
		headers: { Authorization: 'OSS a:b', 'x-oss-date': 'Mon, 06 Jul 2026 03:49:40 GMT' },
		expirationSeconds: 900,
		region: 'ZHANGJIAKOU',
		internalResourceUrls: ['https://internal.example/a'],
	},
};
const PART_INFOS = {
	multipartHeaderSignatureInfos: [1, 2].map((partNumber) => ({ partNumber, ...SIGNED })),
};
const ADDRESS = { spaceId: DEMO.spaceId, dentryId: '1', unionId: DEMO.unionId };
const USER = { errcode: 0, errmsg: 'ok', result: { userid: 'user', unionid: 'union', name: 'x' } };

interface Call<T> {
	readonly valid: unknown;
	readonly make: (lab: ApiLab) => Promise<T>;
	readonly check: (result: T) => void;
}

const call = <T>(made: Call<T>): Call<unknown> => made as unknown as Call<unknown>;

const COMMIT = {
	uploadKey: 'key',
	name: 'a.txt',
	parentId: '0',
	size: 3,
	conflictStrategy: 'AUTO_RENAME',
} as const;

const CALLS: Readonly<Record<string, Call<unknown>>> = {
	initMultipartFileUpload: call({
		valid: { uploadKey: 'key', storageDriver: 'DINGTALK' },
		make: ({ api }) => api.initMultipartFileUpload(DEMO.spaceId, DEMO.unionId, {}, SIGNAL),
		check: ({ uploadKey }) => expect(uploadKey).toEqual(text),
	}),
	getMultipartFileUploadInfos: call({
		valid: PART_INFOS,
		make: ({ api }) => {
			const query = { uploadKey: 'key', partNumbers: [1, 2], preferIntranet: false };
			return api.getMultipartFileUploadInfos(DEMO.unionId, query, SIGNAL);
		},
		check: (infos) => infos.forEach(expectPartInfo),
	}),
	commitFile: call({
		valid: { dentry: DENTRY },
		make: ({ api }) => api.commitFile(DEMO.spaceId, DEMO.unionId, COMMIT, SIGNAL),
		check: expectDentry,
	}),
	getFileUploadInfo: call({
		valid: { uploadKey: 'key', storageDriver: 'DINGTALK', protocol: 'HEADER_SIGNATURE', ...SIGNED },
		make: ({ api }) => api.getFileUploadInfo(DEMO.spaceId, DEMO.unionId, { preferIntranet: false }, SIGNAL),
		check: (info) => {
			expect(info.uploadKey).toEqual(text);
			expectAddress(info);
		},
	}),
	getDentry: call({
		valid: { dentry: DENTRY },
		make: ({ dentries }) => dentries.getDentry(ADDRESS, SIGNAL),
		check: expectDentry,
	}),
	createFolder: call({
		valid: { dentry: { ...DENTRY, type: 'FOLDER' } },
		make: ({ dentries }) => {
			const { spaceId, unionId } = ADDRESS;
			const conflictStrategy = 'RETURN_DENTRY_IF_EXISTS';
			return dentries.createFolder({ spaceId, unionId, parentId: '0', name: 'a', conflictStrategy }, SIGNAL);
		},
		check: expectDentry,
	}),
	deleteDentry: call({
		valid: { async: true, taskId: 'task' },
		make: ({ dentries }) => dentries.deleteDentry(ADDRESS, false, SIGNAL),
		check: ({ taskId }) => optionalText(taskId),
	}),
	getTask: call({
		valid: { task: { id: 'task', status: 'IN_PROGRESS', totalCount: 1 } },
		make: ({ dentries }) => dentries.getTask('task', DEMO.unionId, SIGNAL),
		check: ({ status }) => expect(status).toEqual(text),
	}),
	getFileDownloadInfo: call({
		valid: { protocol: 'HEADER_SIGNATURE', ...SIGNED },
		make: ({ dentries }) => dentries.getFileDownloadInfo(ADDRESS, false, SIGNAL),
		check: expectAddress,
	}),
	getUser: call({
		valid: USER,
		make: ({ contacts }) => contacts.getUnionId('user', SIGNAL),
		check: (unionId) => expect(unionId).toEqual(text),
	}),
	getUserByMobile: call({
		valid: USER,
		make: ({ contacts }) => contacts.getUserIdByMobile('13800138000', SIGNAL),
		check: (userId) => expect(userId).toEqual(text),
	}),
	getUserByUnionId: call({
		valid: USER,
		make: ({ contacts }) => contacts.getUserIdByUnionId('union', SIGNAL),
		check: (userId) => expect(userId).toEqual(text),
	}),
	getAttachmentSpace: call({
		valid: { result: { spaceId: 3996960664 }, success: true },
		make: ({ contacts }) => contacts.getApprovalSpaceId('user', SIGNAL),
		check: (spaceId) => expect(spaceId).toEqual(text),
	}),
	listDentries: call({
		valid: { dentries: [DENTRY, { ...DENTRY, type: 'FOLDER' }], nextToken: 'next' },
		make: ({ api }) =>
			api.listDentries(DEMO.spaceId, DEMO.unionId, { parentId: '0', order: 'byName' }, SIGNAL),
		check: ({ entries, nextToken }) => {
			entries.forEach(expectDentry);
			optionalText(nextToken);
		},
	}),
	listSpaces: call({
		valid: { spaces: [{ spaceId: '1', spaceName: 'a', spaceType: 'org' }], nextToken: '' },
		make: ({ api }) => api.listSpaces(DEMO.unionId, undefined, SIGNAL),
		check: ({ entries, nextToken }) => {
			entries.forEach(({ spaceId, spaceName }) => expect([spaceId, spaceName]).toEqual([text, text]));
			optionalText(nextToken);
		},
	}),
};

describe.each(Object.entries(CALLS))('%s', (_, { valid, make, check }) => {
	const checkOutcome = async () => {
		const result = await outcome(make(lab));
		if (result !== undefined) check(result);
	};

	it('understands a good answer', async () => {
		answerWith(json(valid));
		check(await make(lab));
	});

	it('makes a sound result or a typed error of any answer', async () => {
		const property = fc.asyncProperty(spoiltAnswer(valid), async (answer) => {
			answerWith(answer);
			await checkOutcome();
		});
		await fc.assert(property, { numRuns: 250 });
		expect({}).not.toHaveProperty('polluted');
	});

	it.each<[string, () => string]>([
		['10 MB of text', () => JSON.stringify('x'.repeat(10_000_000))],
		['10 MB in a field of an error', () => JSON.stringify({ code: 'x'.repeat(10_000_000), errcode: 1 })],
		['a megabyte in every field of an error', () => hugeError()],
		['100,000 entries', () => JSON.stringify(grown(valid))],
		['100,000 levels', () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
		['100,000 levels of lists', () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
	])('bears %s', async (_what, body) => {
		answerWith({ status: 200, headers: { 'Content-Type': 'application/json' }, body: body() });
		await checkOutcome();
		answerWith({ status: 400, headers: { 'Content-Type': 'application/json' }, body: body() });
		await checkOutcome();
	});
});

function hugeError(): string {
	const long = 'x'.repeat(500_000);
	return JSON.stringify({
		code: long,
		message: long,
		requestid: long,
		accessdenieddetail: { requiredScopes: Array.from({ length: 1_000 }, () => long.slice(0, 1_000)) },
	});
}

/** The same answer with a great many entries. */
function grown(value: unknown): unknown {
	if (Array.isArray(value)) return Array.from({ length: 100_000 }, (_, index) => value[index % value.length]);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, grown(field)]));
}

describe('a login', () => {
	it('makes a token that can be sent, or a typed error, of any answer', async () => {
		const property = fc.asyncProperty(spoiltAnswer(TOKEN_ANSWER), async (answer) => {
			const anew = createApiLab({ apiUrl: server.url, legacyApiUrl: server.url });
			server.answer = ({ path }) => (path.startsWith('/v1.0/oauth2/') ? answer : json({ uploadKey: 'key' }));
			try {
				await outcome(anew.api.initMultipartFileUpload(DEMO.spaceId, DEMO.unionId, {}, SIGNAL));
			} finally {
				await anew.close();
			}
		});
		await fc.assert(property, { numRuns: 250 });
	});
});
