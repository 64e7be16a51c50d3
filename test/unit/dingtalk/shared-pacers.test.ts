import { sharedPacer } from '../../../lib/dingtalk';

const HOST = 'https://api.dingtalk.com';

test('all calls of an app pass the same pacer, and those of another one do not', () => {
	const pacer = sharedPacer(HOST, 'one');
	expect(sharedPacer(HOST, 'one')).toBe(pacer);
	expect(sharedPacer(HOST, 'two')).not.toBe(pacer);
	expect(sharedPacer('https://api.dingtalk.io', 'one')).not.toBe(pacer);
});

test('however many apps there are, those in use keep theirs and the rest is forgotten', () => {
	const used = sharedPacer(HOST, 'used');
	const unused = sharedPacer(HOST, 'unused');
	for (let app = 0; app < 1000; app++) {
		sharedPacer(HOST, `app ${app}`);
		expect(sharedPacer(HOST, 'used')).toBe(used);
	}
	expect(sharedPacer(HOST, 'unused')).not.toBe(unused);
});

test('a hundred apps keep theirs side by side', () => {
	const apps = Array.from({ length: 100 }, (_, index) => `side by side ${index}`);
	const own = apps.map((app) => sharedPacer(HOST, app));
	expect(apps.every((app, index) => sharedPacer(HOST, app) === own[index])).toBe(true);
	expect(new Set(own).size).toBe(100);
});
