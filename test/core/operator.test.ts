import type { INode, INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import { DEMO, type Operation } from '../../emulator';
import { located } from '../support/locators';
import { uploadNode, useCoreLab } from './support/core-lab';
import { itemWith, operationNode } from './support/operation-nodes';

const CONTACT_CALLS: readonly Operation[] = ['user', 'userByMobile', 'userByUnionId'];

const lab = useCoreLab({
	credential: { unionId: '' },
	credentials: {
		unionId: { operatorType: 'unionId', userId: 'ignored', mobile: 'ignored' },
		userId: { operatorType: 'userId', userId: ` ${DEMO.userId} `, unionId: 'ignored' },
		mobile: { operatorType: 'mobile', mobile: '+86 138-0013-8000', unionId: 'ignored' },
		withoutType: {},
		nobody: { operatorType: 'userId', userId: '', unionId: DEMO.unionId },
	},
});
let callsBefore: number;
beforeEach(async () => {
	// With a token that is good, no call is refused and sent again.
	await lab.n8n.run(operationNode('space', 'getAll', { unionId: DEMO.unionId }), [{ json: {} }]);
	callsBefore = lab.emulator.calls().length;
});

const calls = (operation?: Operation) =>
	lab.emulator
		.calls()
		.slice(callsBefore)
		.filter((call) => operation === undefined || call.operation === operation);

async function upload(
	unionId: unknown,
	{ credential, items = 1 }: { credential?: string; items?: number } = {},
) {
	const settings: Partial<INode> = credential
		? { credentials: { dingTalkApi: { id: credential, name: credential } } }
		: {};
	const node = uploadNode({ unionId: unionId as NodeParameterValueType }, settings);
	return await lab.n8n.run(
		node,
		Array.from({ length: items }, (_, index) => itemWith(`${index}.txt`)),
	);
}

/** How often each contact call was made, those not at all left out. */
function contactCalls(): Partial<Record<Operation, number>> {
	const counts = CONTACT_CALLS.map((operation) => [operation, calls(operation).length] as const);
	return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

const operatorsOfUploads = () => [...new Set(calls('init').map(({ query }) => query['unionId']))];

describe('the operator of the node', () => {
	test.each<[string, unknown, object]>([
		['a union ID', located('unionId', DEMO.unionId), {}],
		['a union ID with blanks', located('unionId', ` ${DEMO.unionId}\n`), {}],
		['a union ID as plain text', DEMO.unionId, {}],
		['an expression in place of the whole field', `={{ '${DEMO.unionId}' }}`, {}],
		['a user ID', located('userId', DEMO.userId), { user: 1 }],
		['a user ID of an expression', located('userId', "={{ 'demo-' + 'user' }}"), { user: 1 }],
		['a mobile number', located('mobile', DEMO.mobile), { user: 1, userByMobile: 1 }],
		[
			'a mobile number that is a number',
			located('mobile', '={{ 13800138000 }}'),
			{ user: 1, userByMobile: 1 },
		],
		['a mobile number in groups', located('mobile', '138 0013 8000'), { user: 1, userByMobile: 1 }],
		['a mobile number with its country', located('mobile', '+8613800138000'), { user: 1, userByMobile: 1 }],
		['a mobile number with 0086', located('mobile', '0086 138-0013-8000'), { user: 1, userByMobile: 1 }],
	])('may be %s', async (_, operator, asked) => {
		const { error } = await upload(operator);
		expect(error).toBeUndefined();
		expect(operatorsOfUploads()).toEqual([DEMO.unionId]);
		expect(contactCalls()).toEqual(asked);
	});

	test('goes before that of the credential', async () => {
		const { error } = await upload(located('userId', DEMO.readerUserId), { credential: 'unionId' });
		expect(error?.message).toBe('The user has no permission to do this in the space');
		expect(operatorsOfUploads()).toEqual([DEMO.readerUnionId]);
	});

	test.each<[string, unknown]>([
		['nothing', ''],
		['an empty user ID', located('userId', '')],
		['blanks', located('mobile', '  ')],
		['an expression that finds nothing', located('userId', '={{ $json.nowhere }}')],
	])('may be left to the credential: %s', async (_, operator) => {
		const { error } = await upload(operator, { credential: 'unionId' });
		expect(error).toBeUndefined();
		expect(operatorsOfUploads()).toEqual([DEMO.unionId]);
	});
});

describe('the operator of the credential', () => {
	test.each([
		['unionId', {}],
		['withoutType', {}],
		['userId', { user: 1 }],
		['mobile', { user: 1, userByMobile: 1 }],
	])('%s', async (credential, asked) => {
		const { error } = await upload('', { credential });
		expect(error).toBeUndefined();
		expect(operatorsOfUploads()).toEqual([DEMO.unionId]);
		expect(contactCalls()).toEqual(asked);
	});

	test.each([undefined, 'nobody'])(
		'that is empty too is told before anything is sent: %s',
		async (credential) => {
			const { error } = await upload('', credential === undefined ? {} : { credential });
			expect(error?.message).toBe("'Operator' is empty, here and in the credential");
			expect(error).toMatchObject({ context: { itemIndex: 0 } });
			expect(calls()).toEqual([]);
		},
	);
});

describe('a person', () => {
	test('is looked up once, however many items there are, and it costs nothing of the quota', async () => {
		const { outputs } = await upload(located('mobile', DEMO.mobile), { items: 40 });
		expect(outputs[0]).toHaveLength(40);
		expect(contactCalls()).toEqual({ user: 1, userByMobile: 1 });
		for (const { json } of outputs[0] ?? []) expect(json).toMatchObject({ upload: { apiCalls: 3 } });
	});

	test('is looked up again by the next execution', async () => {
		for (let times = 0; times < 2; times++) await upload(located('userId', DEMO.userId));
		expect(contactCalls()).toEqual({ user: 2 });
	});

	test.each<[string, Operation, object]>([
		['userId', 'user', {}],
		['mobile', 'userByMobile', {}],
	])('whom nobody knows is told with the item: by %s', async (mode, operation) => {
		const unionId = located(
			mode,
			`={{ $itemIndex === 1 ? '10086' : '${mode === 'mobile' ? DEMO.mobile : DEMO.userId}' }}`,
		);
		const { error } = await upload(unionId, { items: 2 });
		expect(error).toMatchObject({
			message: 'DingTalk does not find the user',
			description: expect.stringContaining("Check 'Operator'"),
			context: { itemIndex: 1, data: { code: 'USER_NOT_FOUND' } },
		});
		expect(calls(operation).length).toBeGreaterThan(0);
	});

	test('whom nobody knows fails one item and not the others, where errors are continued with', async () => {
		const unionId = located('userId', `={{ $itemIndex === 1 ? 'nobody' : '${DEMO.userId}' }}`);
		const node = uploadNode({ unionId } as INodeParameters, { onError: 'continueErrorOutput' });
		const { outputs } = await lab.n8n.run(
			node,
			['a', 'b', 'c'].map((name) => itemWith(name)),
		);
		expect(outputs[0]?.map(({ json }) => json['fileName'])).toEqual(['a', 'c']);
		expect(outputs[1]).toMatchObject([
			{ json: { error: 'DingTalk does not find the user' }, pairedItem: { item: 1 } },
		]);
		expect(contactCalls()).toEqual({ user: 2 });
	});
});

describe('a permission that is missing', () => {
	beforeEach(() => (lab.emulator.switches.scopeChanges = 'at-once'));

	test.each([
		['userId', DEMO.userId, 'qyapi_get_member'],
		['mobile', DEMO.mobile, 'qyapi_get_member_by_mobile'],
		['mobile', DEMO.mobile, 'qyapi_get_member'],
	])('by %s is told by its name, with the page on which to apply for it', async (mode, value, scope) => {
		lab.emulator.revokeScope(DEMO.clientId, scope);
		const { error } = await upload(located(mode, value), { items: 3 });
		expect(error?.message).toBe('The DingTalk app lacks a permission');
		expect(error?.description).toContain(`${scope} (`);
		expect(error?.description).toContain(encodeURIComponent(`${DEMO.clientId}#${scope}`));
		expect(calls('init')).toEqual([]);
	});
});

test.each([
	['file', 'getAll', {}],
	['file', 'get', { fileId: located('id', DEMO.folders.backups) }],
	['file', 'getPartUploadInfos', { uploadKey: 'key', partNumbers: '1' }],
	['folder', 'create', { folderName: 'New' }],
	['folder', 'getAll', {}],
	['space', 'getAll', {}],
])('%s: %s acts for the person with this mobile number', async (resource, operation, parameters) => {
	const node = operationNode(resource, operation, {
		...parameters,
		unionId: located('mobile', '138 0013 8000'),
	} as INodeParameters);
	await lab.n8n.run(node, [{ json: {} }, { json: {} }]);
	expect(contactCalls()).toEqual({ user: 1, userByMobile: 1 });
	const others = calls().filter((call) => !CONTACT_CALLS.includes(call.operation));
	expect(others.length).toBeGreaterThan(0);
	for (const { query } of others) expect(query['unionId']).toBe(DEMO.unionId);
});
