import { ApprovalSpace, ContactApi } from '../../../lib/dingtalk';
import { fakeTransport, ok, refused } from './fake-transport';
import { scriptedClient } from './scripted-client';

const NEVER = new AbortController().signal;
const HALF_AN_HOUR_MS = 30 * 60 * 1000;
const SPACE = ok({ result: { spaceId: 3996960664 }, success: true });

function createSpace(...answers: Parameters<typeof fakeTransport>) {
	const { client, requests } = scriptedClient(...answers);
	let nowMs = 1_000_000;
	const space = new ApprovalSpace(new ContactApi(client), () => nowMs);
	return {
		open: async (userId = 'manager') => await space.open(userId, NEVER),
		pass: (ms: number) => (nowMs += ms),
		users: () => requests.map(({ body }) => (body as { userId: string }).userId),
	};
}

test('the right is asked for once for all uploads of a user, side by side', async () => {
	const { open, users } = createSpace(SPACE);
	expect(await Promise.all([open(), open(), open()])).toEqual(Array(3).fill('3996960664'));
	expect(users()).toEqual(['manager']);
});

test('every user needs a right of their own', async () => {
	const { open, users } = createSpace(SPACE, SPACE);
	await Promise.all([open('manager'), open('other')]);
	expect(users()).toEqual(['manager', 'other']);
});

test('the right is renewed long before it ends', async () => {
	const { open, pass, users } = createSpace(SPACE, SPACE);
	await open();
	pass(HALF_AN_HOUR_MS - 1);
	await open();
	expect(users()).toHaveLength(1);
	pass(1);
	await open();
	expect(users()).toHaveLength(2);
});

test('a refusal is the same for all who asked', async () => {
	const { open, users } = createSpace(refused(400, 'userNotExist'));
	const asked = [open(), open()];
	for (const each of asked) await expect(each).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
	expect(users()).toHaveLength(1);
});

test('a failure that passes does not keep the next one from asking', async () => {
	const busy = Array.from({ length: 5 }, () => refused(500, 'systemError'));
	const { open, users } = createSpace(...busy, SPACE);
	await expect(open()).rejects.toMatchObject({ code: 'SERVER_BUSY' });
	expect(await open()).toBe('3996960664');
	expect(users()).toHaveLength(6);
});
