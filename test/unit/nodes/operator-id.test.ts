import { toOperatorId } from '../../../nodes/DingTalkStorage/actions/shared/operator';
import { readCredential } from '../../../nodes/DingTalkStorage/credential/credential';
import { cleanOperatorId } from '../../../nodes/DingTalkStorage/credential/operator-id';

test.each([
	['13800138000', '13800138000'],
	['138 0013 8000', '13800138000'],
	[' 138-0013-8000 ', '13800138000'],
	['+8613800138000', '13800138000'],
	['+86 138 0013 8000', '13800138000'],
	['+86-13800138000', '13800138000'],
	['(+86) 138 0013 8000', '13800138000'],
	['008613800138000', '13800138000'],
	['+852 5123 4567', '+85251234567'],
	['+1 (650) 555-0100', '+16505550100'],
	// Without a sign these are digits of the number.
	['8613800138000', '8613800138000'],
	['   ', ''],
])('the mobile number %j is %j', (given, clean) => {
	expect(cleanOperatorId('mobile', given)).toBe(clean);
});

test.each(['userId', 'unionId'] as const)('a %s keeps all but the blanks around it', (kind) => {
	expect(cleanOperatorId(kind, ' +86-man ager(1)\n')).toBe('+86-man ager(1)');
});

describe('the value of the field', () => {
	const read = (value: unknown) => toOperatorId(value, String);

	test.each<[unknown, object | undefined]>([
		['u', { kind: 'unionId', value: 'u' }],
		[' u ', { kind: 'unionId', value: 'u' }],
		[
			{ mode: 'userId', value: 'manager' },
			{ kind: 'userId', value: 'manager' },
		],
		[
			{ mode: 'unionId', value: 'u' },
			{ kind: 'unionId', value: 'u' },
		],
		[
			{ mode: 'mobile', value: '+86 138' },
			{ kind: 'mobile', value: '138' },
		],
		[
			{ mode: 'mobile', value: 13800138000 },
			{ kind: 'mobile', value: '13800138000' },
		],
		// Made by hand, or by another version.
		[
			{ mode: 'id', value: 'u' },
			{ kind: 'unionId', value: 'u' },
		],
		[
			{ mode: undefined, value: 'u' },
			{ kind: 'unionId', value: 'u' },
		],
		['', undefined],
		[undefined, undefined],
		[null, undefined],
		[{ mode: 'userId', value: '' }, undefined],
		[{ mode: 'userId', value: null }, undefined],
		[{ mode: 'mobile', value: ' - ' }, undefined],
	])('%j is %j', (value, operator) => {
		expect(read(value)).toEqual(operator);
	});

	test('what is neither goes to whoever reads text, and is refused there', () => {
		const refuse = (value: unknown): string => {
			throw new TypeError(typeof value);
		};
		expect(() => toOperatorId({ nonsense: true }, refuse)).toThrow('object');
		expect(() => toOperatorId(['u'], refuse)).toThrow('object');
	});
});

describe('the credential', () => {
	const operatorOf = (data: Record<string, unknown>) =>
		readCredential({ host: 'china', clientId: 'c', clientSecret: 's', ...data } as never).operator;

	test.each<[Record<string, unknown>, object | undefined]>([
		[
			{ operatorType: 'userId', userId: ' manager ' },
			{ kind: 'userId', value: 'manager' },
		],
		[
			{ operatorType: 'mobile', mobile: '+86 138' },
			{ kind: 'mobile', value: '138' },
		],
		[
			{ operatorType: 'unionId', unionId: 'u' },
			{ kind: 'unionId', value: 'u' },
		],
		// Saved without a choice.
		[{ unionId: 'u' }, { kind: 'unionId', value: 'u' }],
		[
			{ operatorType: 'nonsense', unionId: 'u' },
			{ kind: 'unionId', value: 'u' },
		],
		// What is not chosen does not count.
		[{ operatorType: 'userId', userId: '', unionId: 'u' }, undefined],
		[{ operatorType: 'mobile', mobile: '', userId: 'manager' }, undefined],
		[{}, undefined],
	])('%j acts for %j', (data, operator) => {
		expect(operatorOf(data)).toEqual(operator);
	});
});

test.each<[unknown, number]>([
	[undefined, 5_000],
	['', 5_000],
	[0, 0],
	[-1, 0],
	[10_000, 10_000],
	['10000', 10_000],
	['many', 0],
])('%j calls a month are %d', (monthlyApiCalls, calls) => {
	const data = { host: 'china', clientId: 'c', clientSecret: 's', monthlyApiCalls };
	expect(readCredential(data as never).monthlyApiCalls).toBe(calls);
});
