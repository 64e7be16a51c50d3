import type { ApiRequest } from '../../../lib/dingtalk';
import type { ApiResponse } from '../../../lib/dingtalk/api-transport';
import { withTokenRenewal } from '../../../lib/dingtalk';
import { fakeTransport, INVALID_TOKEN, ok, refused } from './fake-transport';

function request(path: string): ApiRequest {
	return { host: 'api', method: 'GET', path, signal: new AbortController().signal };
}

/** Refuses every token but a renewed one, as DingTalk does after two hours. */
function expiredTransport() {
	let isExpired = true;
	let release = () => {};
	const renewed = new Promise<void>((resolve) => (release = resolve));
	const log: string[] = [];
	return {
		log,
		release,
		async request({ path, renewToken }: ApiRequest): Promise<ApiResponse> {
			log.push(renewToken ? `${path} with a new token` : path);
			if (renewToken) {
				await renewed;
				isExpired = false;
			}
			return isExpired ? INVALID_TOKEN : ok(path);
		},
	};
}

test('a call whose token is good goes through once', async () => {
	const transport = fakeTransport(ok('done'));
	expect(await withTokenRenewal(transport).request(request('/a'))).toEqual(ok('done'));
	expect(transport.requests).toEqual([expect.not.objectContaining({ renewToken: true })]);
});

test('a refused token is renewed and the call repeated', async () => {
	const transport = fakeTransport(INVALID_TOKEN, ok('done'));
	expect(await withTokenRenewal(transport).request(request('/a'))).toEqual(ok('done'));
	expect(transport.requests.map(({ renewToken }) => renewToken ?? false)).toEqual([false, true]);
});

test('a token that is refused again is handed on after one renewal', async () => {
	const transport = fakeTransport(INVALID_TOKEN, INVALID_TOKEN);
	expect(await withTokenRenewal(transport).request(request('/a'))).toEqual(INVALID_TOKEN);
	expect(transport.requests).toHaveLength(2);
});

test('calls that meet the refusal together renew the token once and are all repeated', async () => {
	const transport = expiredTransport();
	const renewing = withTokenRenewal(transport);
	const answers = Promise.all(['/a', '/b', '/c'].map((path) => renewing.request(request(path))));
	setImmediate(transport.release);
	expect((await answers).map(({ body }) => body)).toEqual(['/a', '/b', '/c']);
	expect(transport.log.filter((entry) => entry.endsWith('new token'))).toHaveLength(1);
	expect(transport.log).toHaveLength(6);
});

test('a call whose refusal arrives after the renewal is repeated without another one', async () => {
	let answerLate: (answer: ApiResponse) => void = () => {};
	const late = new Promise<ApiResponse>((resolve) => (answerLate = resolve));
	const transport = fakeTransport(() => late, INVALID_TOKEN, ok('renewed'), ok('repeated'));
	const renewing = withTokenRenewal(transport);
	const first = renewing.request(request('/late'));
	await renewing.request(request('/early'));
	answerLate(INVALID_TOKEN);
	expect(await first).toEqual(ok('repeated'));
	expect(transport.requests.filter(({ renewToken }) => renewToken)).toHaveLength(1);
});

test('two hours later the token is renewed again', async () => {
	const transport = fakeTransport(INVALID_TOKEN, ok(1), INVALID_TOKEN, ok(2));
	const renewing = withTokenRenewal(transport);
	await renewing.request(request('/a'));
	expect(await renewing.request(request('/a'))).toEqual(ok(2));
});

test('a renewal that comes to nothing does not stop the next one', async () => {
	const transport = fakeTransport(INVALID_TOKEN, new Error('unreachable'), INVALID_TOKEN, ok('done'));
	const renewing = withTokenRenewal(transport);
	await expect(renewing.request(request('/a'))).rejects.toThrow('unreachable');
	expect(await renewing.request(request('/a'))).toEqual(ok('done'));
});

test('a call that waited for a renewal which failed renews the token itself', async () => {
	let fail: (error: Error) => void = () => {};
	const failing = new Promise<ApiResponse>((_, reject) => (fail = reject));
	const transport = fakeTransport(INVALID_TOKEN, INVALID_TOKEN, () => failing, ok('done'));
	const renewing = withTokenRenewal(transport);
	const first = renewing.request(request('/a'));
	const second = renewing.request(request('/b'));
	fail(new Error('unreachable'));
	await expect(first).rejects.toThrow('unreachable');
	expect(await second).toEqual(ok('done'));
	expect(transport.requests.at(-1)).toMatchObject({ path: '/b', renewToken: true });
});

test('it is not ready while a token is being renewed', async () => {
	const transport = expiredTransport();
	const renewing = withTokenRenewal(transport);
	await renewing.ready?.();
	const answer = renewing.request(request('/a'));
	await new Promise((resolve) => setImmediate(resolve));

	let isReady = false;
	const ready = renewing.ready?.().then(() => (isReady = true));
	await new Promise((resolve) => setImmediate(resolve));
	expect(isReady).toBe(false);
	transport.release();
	await Promise.all([ready, answer]);
});

test('other refusals are none of its business', async () => {
	const transport = fakeTransport(refused(403, 'permissionDenied'));
	expect(await withTokenRenewal(transport).request(request('/a'))).toEqual(refused(403, 'permissionDenied'));
});
