import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { DingTalkError, type DingTalkErrorCode } from '../../../lib/dingtalk';
import { MEANINGS } from '../../../lib/dingtalk/error-catalogue';
import { UploadError, type UploadErrorCode } from '../../../lib/upload';
import { EXPLANATIONS } from '../../../nodes/DingTalkStorage/errors/explain-upload';
import { toErrorItem, toNodeError } from '../../../nodes/DingTalkStorage/errors/node-errors';
import { NODE } from './the-node';

const UPLOAD_CODES = Object.keys(EXPLANATIONS) as UploadErrorCode[];

/** What servers, networks and users may put into an error, with words that n8n takes for signals. */
const HOSTILE = 'canceled ENOENT ETIMEDOUT ECONNRESET getaddrinfo preexisting';

const cases: Array<readonly [string, Error]> = [
	...(Object.keys(MEANINGS) as DingTalkErrorCode[]).flatMap((code) => [
		[`${code} from an answer`, new DingTalkError(code, { apiMessage: HOSTILE, httpStatus: 403 })] as const,
		[
			`${code} without an answer`,
			new DingTalkError(code, { reason: 'ECONNRESET', host: 'canceled.example' }),
		] as const,
	]),
	...UPLOAD_CODES.map((code) => [code, new UploadError(code, HOSTILE, { reason: 'ECONNRESET' })] as const),
	['anything else', new TypeError(HOSTILE)],
];

test.each(cases)('%s: the message survives n8n and says no signal word', (_, error) => {
	const nodeError = toNodeError(error, NODE, 3, 'client');
	expect(nodeError.message).not.toMatch(/cancel|ENOENT|ETIMEDOUT|ECONN|EEXIST|getaddrinfo/i);
	expect(nodeError.message).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
	if (DingTalkError.is(error)) expect(nodeError.message).toBe(error.message);
	expect(nodeError.description).toBeTruthy();
	expect(nodeError.context.itemIndex).toBe(3);
});

test('an answer of DingTalk is an API error with its status, anything else is not', () => {
	const answered = toNodeError(new DingTalkError('SPACE_NOT_FOUND', { httpStatus: 404 }), NODE, 0, '');
	expect(answered).toBeInstanceOf(NodeApiError);
	expect((answered as NodeApiError).httpCode).toBe('404');
	expect(toNodeError(new DingTalkError('API_UNREACHABLE'), NODE, 0, '')).toBeInstanceOf(NodeOperationError);
});

test('what is worth reporting to DingTalk is in the description', () => {
	const facts = { apiCode: 'systemError', requestId: 'R-1', apiMessage: '系统错误', httpStatus: 500 };
	const { description } = toNodeError(new DingTalkError('SERVER_BUSY', facts), NODE, 0, '');
	for (const fact of ['systemError', 'R-1', '系统错误']) expect(description).toContain(fact);
});

test('an upload that fell over one part says which, how often, and where', () => {
	const facts = { partNumber: 7, attempts: 8, status: 503, host: 'storage.example', reason: 'InternalError' };
	const { description } = toNodeError(new UploadError('UPLOAD_PART_FAILED', 'x', facts), NODE, 0, '');
	for (const fact of ['part 7', '8 attempts', '503', 'storage.example', 'InternalError']) {
		expect(description).toContain(fact);
	}
});

test("n8n's own errors pass, and get the item if they have none", () => {
	const own = new NodeOperationError(NODE, 'Own words');
	expect(toNodeError(own, NODE, 2, '')).toBe(own);
	expect(own.context.itemIndex).toBe(2);
	const placed = new NodeOperationError(NODE, 'Own words', { itemIndex: 5 });
	expect(toNodeError(placed, NODE, 2, '').context.itemIndex).toBe(5);
});

test('a failed item has exactly the keys that n8n takes for one', () => {
	const error = toNodeError(new DingTalkError('SPACE_NOT_FOUND', { httpStatus: 404 }), NODE, 0, '');
	const { json } = toErrorItem(error, NODE, 0);
	expect(Object.keys(json).sort()).toEqual(['details', 'error']);
	expect(json.error).toBe('DingTalk does not find the space');
	expect(json.details).toMatchObject({ code: 'SPACE_NOT_FOUND', httpStatus: 404 });
});

/** As n8n before 2.34 decides about an item, and copies it. */
test('a failed item for the error output has an error that a copy of it does not have', () => {
	const node = { ...NODE, onError: 'continueErrorOutput' as const };
	const item = toErrorItem(toNodeError(new DingTalkError('SPACE_NOT_FOUND'), node, 0, ''), node, 0);
	expect(item.error?.message).toBe('DingTalk does not find the space');
	expect(Object.keys({ ...item })).toEqual(['json', 'pairedItem']);
	item.error = undefined as never;
	expect(item.error).toBeUndefined();
});

test('a failed item for the regular output has no error beside its json', () => {
	const node = { ...NODE, onError: 'continueRegularOutput' as const };
	const error = toNodeError(new DingTalkError('SPACE_NOT_FOUND'), node, 0, '');
	expect(toErrorItem(error, node, 0).error).toBeUndefined();
});
