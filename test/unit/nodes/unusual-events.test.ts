import { UnusualEvents } from '../../../nodes/DingTalkStorage/actions/unusual-events';

const hintsOf = (happen: (events: UnusualEvents) => void, throttledCalls = 0) => {
	const events = new UnusualEvents();
	happen(events);
	return events.toHints(throttledCalls);
};
const messagesOf = (...of: Parameters<typeof hintsOf>) => hintsOf(...of).map(({ message }) => message);

test('where nothing was unusual there is no hint', () => {
	expect(hintsOf(() => {})).toEqual([]);
	const nothing = (events: UnusualEvents) => {
		events.resumed(0);
		events.retried(0);
	};
	expect(hintsOf(nothing)).toEqual([]);
});

test('hints stand above the result', () => {
	expect(hintsOf((events) => events.retried(1))).toEqual([
		{ message: expect.any(String), location: 'outputPane' },
	]);
});

test.each<[string, (events: UnusualEvents) => void, string]>([
	[
		'a name that was taken',
		(events) => events.renamed('a.txt', 'a(1).txt'),
		"The name was taken: 'a.txt' is 'a(1).txt' now.",
	],
	[
		'several names, of which the first stands for all',
		(events) => ['a', 'b', 'c'].forEach((name) => events.renamed(name, `${name}(1)`)),
		"The name was taken: 'a' is 'a(1)' now, and 2 more.",
	],
	[
		'a file that has changed',
		(events) => events.startedAnew('a', 'sourceChanged'),
		"All of 'a' was sent again: it has changed since the upload that failed.",
	],
	[
		'an upload that is forgotten',
		(events) => events.startedAnew('a', 'uploadGone'),
		"All of 'a' was sent again: DingTalk has forgotten the upload that failed.",
	],
	[
		'an address that has expired',
		(events) => events.startedAnew('a', 'uploadExpired'),
		"All of 'a' was sent again: the address for sending it by one request had expired.",
	],
	[
		'several that began anew',
		(events) => ['a', 'b'].forEach((name) => events.startedAnew(name, 'uploadGone')),
		"All of 'a' was sent again: DingTalk has forgotten the upload that failed, and 1 more.",
	],
	[
		'a part that was stored already',
		(events) => events.resumed(1),
		'Went on from an earlier try: 1 part of 1 file had been stored already.',
	],
	[
		'parts of files that were stored already',
		(events) => [4, 0, 3].forEach((parts) => events.resumed(parts)),
		'Went on from an earlier try: 7 parts of 2 files had been stored already.',
	],
	[
		'a part that was sent again',
		(events) => events.retried(1),
		'The line is not steady: 1 part of 1 file had to be sent again.',
	],
	[
		'parts of files that were sent again',
		(events) => [2, 0, 3].forEach((parts) => events.retried(parts)),
		'The line is not steady: 5 parts of 2 files had to be sent again.',
	],
])('%s is told in one sentence', (_, happen, message) => {
	expect(messagesOf(happen)).toEqual([message]);
});

test.each([
	[1, 'it turned 1 call away because'],
	[17, 'it turned 17 calls away because'],
])('%d calls that were turned away are told', (throttledCalls, words) => {
	expect(messagesOf(() => {}, throttledCalls)).toEqual([expect.stringContaining(words)]);
});

test('a thousand items of every kind make five hints', () => {
	const all = (events: UnusualEvents) => {
		for (let item = 0; item < 1_000; item++) {
			events.renamed(`${item}`, `${item}(1)`);
			events.startedAnew(`${item}`, 'sourceChanged');
			events.resumed(2);
			events.retried(3);
		}
	};
	const messages = messagesOf(all, 5);
	expect(messages).toHaveLength(5);
	for (const message of messages) expect(message.length).toBeLessThan(150);
});
