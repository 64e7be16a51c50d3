import { ContactApi, Operators, type OperatorId } from '../../../lib/dingtalk';
import { fakeTransport, ok } from './fake-transport';
import { scriptedClient } from './scripted-client';

const NEVER = new AbortController().signal;
const FOUND = ok({ errcode: 0, result: { userid: 'manager', unionid: 'u' } });
const NOBODY = ok({ errcode: 60121, errmsg: '找不到该用户' });

const MOBILE: OperatorId = { kind: 'mobile', value: '13800138000' };
const USER: OperatorId = { kind: 'userId', value: 'manager' };
const UNION: OperatorId = { kind: 'unionId', value: 'u' };

function createOperators(...answers: Parameters<typeof fakeTransport>) {
	const { client, requests } = scriptedClient(...answers);
	return {
		operators: new Operators(new ContactApi(client)),
		paths: () => requests.map(({ path }) => path),
	};
}

test.each<[OperatorId, string[]]>([
	[UNION, []],
	[USER, ['/topapi/v2/user/get']],
	[MOBILE, ['/topapi/v2/user/getbymobile', '/topapi/v2/user/get']],
])('%j is turned into a union ID', async (operator, paths) => {
	const lab = createOperators(...paths.map(() => FOUND));
	expect(await lab.operators.unionIdOf(operator, NEVER)).toBe('u');
	expect(lab.paths()).toEqual(paths);
});

test.each<[OperatorId, string[]]>([
	[UNION, ['/topapi/user/getbyunionid']],
	[USER, []],
	[MOBILE, ['/topapi/v2/user/getbymobile']],
])('%j is turned into a user ID', async (operator, paths) => {
	const lab = createOperators(...paths.map(() => FOUND));
	expect(await lab.operators.userIdOf(operator, NEVER)).toBe('manager');
	expect(lab.paths()).toEqual(paths);
});

test('a person is looked up once, side by side and by whatever is known of them', async () => {
	const { operators, paths } = createOperators(FOUND, FOUND);
	await Promise.all([MOBILE, MOBILE].map((operator) => operators.unionIdOf(operator, NEVER)));
	await operators.unionIdOf(USER, NEVER);
	await operators.userIdOf(MOBILE, NEVER);
	expect(paths()).toEqual(['/topapi/v2/user/getbymobile', '/topapi/v2/user/get']);
});

test('two people are not taken for one', async () => {
	const other = ok({ errcode: 0, result: { userid: 'other', unionid: 'o' } });
	const { operators } = createOperators(FOUND, other);
	expect(await operators.unionIdOf(USER, NEVER)).toBe('u');
	expect(await operators.unionIdOf({ kind: 'userId', value: 'other' }, NEVER)).toBe('o');
});

test('a mobile number and a union ID of the same text are two people', async () => {
	const { operators, paths } = createOperators(FOUND, FOUND);
	await operators.userIdOf({ kind: 'unionId', value: MOBILE.value }, NEVER);
	await operators.userIdOf(MOBILE, NEVER);
	expect(paths()).toEqual(['/topapi/user/getbyunionid', '/topapi/v2/user/getbymobile']);
});

test('nobody is looked up twice who was not found', async () => {
	const { operators, paths } = createOperators(NOBODY);
	for (let times = 0; times < 2; times++) {
		await expect(operators.unionIdOf(MOBILE, NEVER)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
	}
	expect(paths()).toHaveLength(1);
});
