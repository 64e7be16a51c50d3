import { ContactApi, type ApiClient } from '../../../lib/dingtalk';
import { fakeTransport, ok, refused } from './fake-transport';
import { scriptedClient } from './scripted-client';

const NEVER = new AbortController().signal;
const BUSY = ok({ errcode: -1, errmsg: '系统繁忙' });

function createApi(...answers: Parameters<typeof fakeTransport>) {
	const { client, requests } = scriptedClient(...answers);
	return { contacts: new ContactApi(client), client, requests };
}

type Call = readonly [
	operation: string,
	answer: object,
	call: (contacts: ContactApi) => Promise<string>,
	request: object,
	result: string,
];

const CALLS: readonly Call[] = [
	[
		'getUser',
		{ errcode: 0, result: { userid: 'manager', unionid: 'u' } },
		(contacts) => contacts.getUnionId('manager', NEVER),
		{ path: '/topapi/v2/user/get', body: { userid: 'manager' } },
		'u',
	],
	[
		'getUserByMobile',
		// As in DingTalk's samples, where numbers are text.
		{ errcode: '0', result: { userid: 'manager' } },
		(contacts) => contacts.getUserIdByMobile('13800138000', NEVER),
		{ path: '/topapi/v2/user/getbymobile', body: { mobile: '13800138000' } },
		'manager',
	],
	[
		'getUserByUnionId',
		{ errcode: 0, result: { contact_type: 0, userid: 'manager' } },
		(contacts) => contacts.getUserIdByUnionId('u', NEVER),
		{ path: '/topapi/user/getbyunionid', body: { unionid: 'u' } },
		'manager',
	],
];

describe.each(CALLS)('%s', (operation, answer, call, request, result) => {
	test('asks the legacy API, and reads the id', async () => {
		const { contacts, requests } = createApi(ok(answer));
		expect(await call(contacts)).toBe(result);
		expect(requests).toEqual([
			{ host: 'legacy', method: 'POST', signal: expect.any(AbortSignal), ...request },
		]);
	});

	test('costs nothing of the monthly quota', async () => {
		const { contacts, client } = createApi(BUSY, ok(answer));
		await call(contacts);
		expect(client).toMatchObject({ calls: 2, quotaCalls: 0 } satisfies Partial<ApiClient>);
	});

	test.each([
		[60121, 'USER_NOT_FOUND'],
		[33012, 'USER_NOT_FOUND'],
		[40104, 'USER_NOT_FOUND'],
		[50002, 'USER_OUT_OF_REACH'],
	])('answers errcode %d with status 200, which is no success', async (errcode, code) => {
		const { contacts, requests } = createApi(ok({ errcode, errmsg: '找不到该用户' }));
		await expect(call(contacts)).rejects.toMatchObject({ code, facts: { operation } });
		expect(requests).toHaveLength(1);
	});

	test('does not know whose permission is missing, but that one is', async () => {
		const { contacts } = createApi(ok({ errcode: 88, sub_code: '60011', sub_msg: '应用尚未开通所需的权限' }));
		await expect(call(contacts)).rejects.toMatchObject({ code: 'SCOPE_MISSING', facts: { operation } });
	});

	test.each([[{ errcode: 0 }], [{ errcode: 0, result: {} }], ['<html>']])(
		'finds nobody in %j',
		async (body) => {
			const { contacts } = createApi(...Array.from({ length: 5 }, () => ok(body)));
			await expect(call(contacts)).rejects.toMatchObject({ code: 'API_BAD_ANSWER' });
		},
	);
});

describe('getAttachmentSpace', () => {
	test('asks with the user ID, and reads the number as text', async () => {
		const { contacts, client, requests } = createApi(ok({ result: { spaceId: 3996960664 }, success: true }));
		expect(await contacts.getApprovalSpaceId('manager', NEVER)).toBe('3996960664');
		expect(requests).toEqual([
			{
				host: 'api',
				method: 'POST',
				path: '/v1.0/workflow/processInstances/spaces/infos/query',
				body: { userId: 'manager' },
				signal: expect.any(AbortSignal),
			},
		]);
		expect(client.quotaCalls).toBe(1);
	});

	test.each([
		[refused(400, 'userNotExist'), 'USER_NOT_FOUND'],
		[refused(400, 'noPermission'), 'PERMISSION_DENIED'],
		[refused(403, 'Forbidden.AccessDenied.AccessTokenPermissionDenied'), 'SCOPE_MISSING'],
	])('answers %j', async (answer, code) => {
		const { contacts } = createApi(answer);
		await expect(contacts.getApprovalSpaceId('manager', NEVER)).rejects.toMatchObject({
			code,
			facts: { operation: 'getAttachmentSpace' },
		});
	});

	test('is asked again while a service behind it does not answer', async () => {
		const unwell = refused(400, 'hsfIntegrationErrorCspaceDentryServiceGrant');
		const { contacts } = createApi(unwell, ok({ result: { spaceId: '5' } }));
		expect(await contacts.getApprovalSpaceId('manager', NEVER)).toBe('5');
	});
});
