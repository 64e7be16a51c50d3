import { DingTalkError } from '../../../lib/dingtalk';
import { LookUps } from '../../../lib/dingtalk/look-ups';

test('each thing is looked up once, whoever asks and when', async () => {
	const lookUps = new LookUps<string>();
	const look = jest.fn(async () => 'answer');
	const asked = [lookUps.get(['a', 'b'], look), lookUps.get(['a', 'b'], look)];
	expect(await Promise.all(asked)).toEqual(['answer', 'answer']);
	expect(await lookUps.get(['a', 'b'], look)).toBe('answer');
	expect(look).toHaveBeenCalledTimes(1);
});

test('things whose names run together are told apart', async () => {
	const lookUps = new LookUps<string>();
	const keys = [['a', 'b'], ['ab'], ['a,b'], ['a', 'b', ''], ['"a"', 'b']];
	const answers = keys.map(async (key, index) => await lookUps.get(key, async () => String(index)));
	expect(await Promise.all(answers)).toEqual(['0', '1', '2', '3', '4']);
});

test('what was refused stays refused, and nobody is asked again', async () => {
	const lookUps = new LookUps<string>();
	const look = jest.fn(async () => await Promise.reject(new Error('refused')));
	await expect(lookUps.get(['a'], look)).rejects.toThrow('refused');
	await expect(lookUps.get(['a'], look)).rejects.toThrow('refused');
	expect(look).toHaveBeenCalledTimes(1);
});

test('what may pass is asked again by the next, and shared by those who wait', async () => {
	const lookUps = new LookUps<string>();
	const look = jest.fn(async () => await Promise.reject(new DingTalkError('SERVER_BUSY')));
	const waiting = [lookUps.get(['a'], look), lookUps.get(['a'], look)];
	for (const each of waiting) await expect(each).rejects.toMatchObject({ code: 'SERVER_BUSY' });
	expect(look).toHaveBeenCalledTimes(1);
	expect(await lookUps.get(['a'], async () => 'answer')).toBe('answer');
});
