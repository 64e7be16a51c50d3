import { DingTalkError } from '../../../lib/dingtalk';

test('more that is known about an error adds to it and replaces nothing', () => {
	const cause = new Error('socket hang up');
	const error = new DingTalkError('API_CONNECTION_LOST', { host: 'api.dingtalk.com' }, { cause });
	const more = error.with({ host: 'elsewhere.example', operation: 'commitFile' });
	expect(more).toMatchObject({
		code: 'API_CONNECTION_LOST',
		facts: { host: 'api.dingtalk.com', operation: 'commitFile' },
	});
	expect(more.cause).toBe(cause);
});

test('an error of another copy of the class is known by its shape', () => {
	const shape = { name: 'DingTalkError', code: 'THROTTLED', facts: {} };
	expect(DingTalkError.is(Object.assign(new Error('busy'), shape))).toBe(true);
	expect(DingTalkError.is(shape)).toBe(false);
	expect(DingTalkError.is(Object.assign(new Error('busy'), { ...shape, name: 'UploadError' }))).toBe(false);
	expect(DingTalkError.is(Object.assign(new Error('busy'), { name: 'DingTalkError', code: 'x' }))).toBe(
		false,
	);
	expect(DingTalkError.is(Object.assign(new Error('busy'), { name: 'DingTalkError', facts: {} }))).toBe(
		false,
	);
});
