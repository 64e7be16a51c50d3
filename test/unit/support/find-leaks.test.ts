import { NodeApiError, type INode } from 'n8n-workflow';
import { findLeaks } from '../../support/find-leaks';
import { inspectDeep } from '../../support/inspect-deep.cjs';

const SECRET = 'canary/secret=1';
const secrets = { token: [SECRET], other: ['something-else'] };

/** The ways in which a secret has got into errors of HTTP clients and of n8n. */
const hidden = (name: string | symbol) => Object.defineProperty(new Error('words'), name, { value: SECRET });
const leaks: ReadonlyArray<readonly [string, unknown]> = [
	['a message', new Error(`Bad token ${SECRET}`)],
	['a stack', Object.assign(new Error('words'), { stack: `Error: ${SECRET}` })],
	['a property', Object.assign(new Error('words'), { config: { headers: { token: SECRET } } })],
	['a hidden property', hidden('request')],
	['a symbol', hidden(Symbol('options'))],
	['a cause of a cause', new Error('words', { cause: new Error('words', { cause: hidden('socket') }) })],
	['one of several errors', new AggregateError([new Error(SECRET)])],
	[
		'a getter',
		{
			get headers() {
				return SECRET;
			},
		},
	],
	['what becomes JSON only', { toJSON: () => ({ url: SECRET }) }],
	['a map', new Map([['headers', new Set([SECRET])]])],
	['an array of many', Array.from({ length: 500 }, (_, index) => (index === 499 ? SECRET : ''))],
	['an encoded URL', `https://host/?token=${encodeURIComponent(SECRET)}`],
	['base64', `Basic ${Buffer.from(SECRET).toString('base64')}`],
	[
		'the context of an error of n8n',
		new NodeApiError({ name: 'n' } as INode, { headers: { token: SECRET } }),
	],
];

it.each(leaks)('a secret in %s is found', (_, leaking) => {
	expect(findLeaks(inspectDeep(leaking), secrets)).toEqual(['token']);
});

it('nothing is found where nothing is', () => {
	expect(findLeaks(inspectDeep(new Error('Bad token')), secrets)).toEqual([]);
});

it('a secret that any text may hold is not looked for', () => {
	expect(() => findLeaks('text', { token: [''] })).toThrow('too short');
});
