import type { AppIdentity } from '../../../lib/dingtalk';
import { AccessTokenSource } from '../../../lib/dingtalk/access-token';
import { fakeTransport, ok, refused } from './fake-transport';

const NEVER = new AbortController().signal;
const INTERNAL: AppIdentity = { appType: 'internal', clientId: 'id', clientSecret: 'secret' };
const THIRD_PARTY: AppIdentity = {
	appType: 'thirdParty',
	clientId: 'suite',
	clientSecret: 'secret',
	authCorpId: 'corp',
	suiteTicket: 'ticket',
};

const token = (accessToken: string, expireIn = 7200) => ok({ accessToken, expireIn });

test('an internal app logs in with its key and secret', async () => {
	const transport = fakeTransport(token('t1'));
	expect(await new AccessTokenSource(INTERNAL, transport).get(NEVER)).toBe('t1');
	expect(transport.requests[0]).toMatchObject({
		host: 'api',
		method: 'POST',
		path: '/v1.0/oauth2/accessToken',
		body: { appKey: 'id', appSecret: 'secret' },
	});
});

test('a third-party app logs in for one organization', async () => {
	const transport = fakeTransport(token('t1'));
	await new AccessTokenSource(THIRD_PARTY, transport).get(NEVER);
	expect(transport.requests[0]).toMatchObject({
		host: 'api',
		method: 'POST',
		path: '/v1.0/oauth2/corpAccessToken',
		body: { suiteKey: 'suite', suiteSecret: 'secret', authCorpId: 'corp', suiteTicket: 'ticket' },
	});
});

test('the token is kept, and renewed ten minutes before its time is over', async () => {
	let nowMs = 0;
	const transport = fakeTransport(token('t1'), token('t2'));
	const source = new AccessTokenSource(INTERNAL, transport, () => nowMs);
	expect(await source.get(NEVER)).toBe('t1');
	nowMs = 6_599_000;
	expect(await source.get(NEVER)).toBe('t1');
	nowMs = 6_600_000;
	expect(await source.get(NEVER)).toBe('t2');
});

test('a short-lived token is kept for half of its time', async () => {
	let nowMs = 0;
	const transport = fakeTransport(token('t1', 60), token('t2', 60));
	const source = new AccessTokenSource(INTERNAL, transport, () => nowMs);
	await source.get(NEVER);
	nowMs = 29_000;
	expect(await source.get(NEVER)).toBe('t1');
	nowMs = 31_000;
	expect(await source.get(NEVER)).toBe('t2');
});

test('callers that come together share one login', async () => {
	const transport = fakeTransport(token('t1'));
	const source = new AccessTokenSource(INTERNAL, transport);
	expect(await Promise.all([source.get(NEVER), source.get(NEVER), source.get(NEVER)])).toEqual(
		Array(3).fill('t1'),
	);
});

test('a refused token is forgotten, another one is kept', async () => {
	const transport = fakeTransport(token('t1'), token('t2'));
	const source = new AccessTokenSource(INTERNAL, transport);
	source.invalidate('of another process');
	await source.get(NEVER);
	source.invalidate('older');
	expect(await source.get(NEVER)).toBe('t1');
	source.invalidate('t1');
	expect(await source.get(NEVER)).toBe('t2');
});

test('a wrong secret is told, and the next caller tries again', async () => {
	const transport = fakeTransport(refused(400, 'invalidClientIdOrSecret'), token('t1'));
	const source = new AccessTokenSource(INTERNAL, transport);
	await expect(source.get(NEVER)).rejects.toMatchObject({
		code: 'WRONG_CREDENTIALS',
		facts: { operation: 'login' },
	});
	expect(await source.get(NEVER)).toBe('t1');
});

test('an answer without a token is not taken for one', async () => {
	const source = new AccessTokenSource(INTERNAL, fakeTransport(ok({ expireIn: 7200 })));
	await expect(source.get(NEVER)).rejects.toMatchObject({
		code: 'API_BAD_ANSWER',
		facts: { operation: 'login', field: 'accessToken' },
	});
});
