import * as fc from 'fast-check';
import type { Answer } from '../../support/answer-server';

/** Values as no API should send them, as JSON text. */
const ODD_JSON = [
	'null',
	'true',
	'""',
	'" "',
	'"x"',
	'"0"',
	'"7"',
	'"-1"',
	'"NaN"',
	'"1e999"',
	'"0x10"',
	'0',
	'7',
	'-1',
	'-0',
	'1.5',
	'1e308',
	'1e999',
	'9007199254740993',
	'123456789012345678901234567890',
	'[]',
	'[null]',
	'[[]]',
	'["x"]',
	'{}',
	'{"__proto__":{"polluted":true}}',
	'{"constructor":{"prototype":{"polluted":true}}}',
	'{"toString":null,"valueOf":1}',
	'"\\ud83d"',
	'"\\u0000"',
	'"\\r\\nX-Injected: 1"',
	'"文件 😀"',
	'"canceled ENOENT"',
	`"${'x'.repeat(5_000)}"`,
	`${'['.repeat(500)}${']'.repeat(500)}`,
];

const oddJson = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ODD_JSON) }, fc.json({ maxDepth: 3 }));

type Step = { readonly at: number; readonly how: 'replace' | 'remove' | 'repeat' | 'addProto' } & {
	odd: string;
};

const step: fc.Arbitrary<Step> = fc.record({
	at: fc.nat(200),
	how: fc.oneof(
		{ weight: 5, arbitrary: fc.constant('replace' as const) },
		fc.constantFrom('remove' as const, 'repeat' as const, 'addProto' as const),
	),
	odd: oddJson,
});

/** A valid answer with some of its values replaced, removed or repeated, as JSON text. */
export const spoiltJson = (valid: unknown): fc.Arbitrary<string> =>
	fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => {
		// Stands for text that is not JavaScript's idea of a value: 1e999, a key __proto__.
		const raw: string[] = [];
		const spoilt = steps.reduce((value, { at, how, odd }) => spoil(value, at, how, raw.push(odd) - 1), {
			root: structuredClone(valid),
		});
		return JSON.stringify(spoilt.root ?? null).replace(
			/"@raw(\d+)@"/g,
			(_, index) => raw[Number(index)] ?? '',
		);
	});

type Slot = { readonly owner: Record<string, unknown>; readonly key: string };

function spoil<T extends { root: unknown }>(holder: T, at: number, how: Step['how'], rawIndex: number): T {
	const slots = slotsOf(holder as unknown as Record<string, unknown>);
	const { owner, key } = slots[at % slots.length] as Slot;
	const raw = `@raw${rawIndex}@`;
	const set = (name: string, value: unknown) => {
		// An assignment to __proto__ would change the prototype.
		Object.defineProperty(owner, name, { value, enumerable: true, configurable: true, writable: true });
	};
	if (how === 'replace') set(key, raw);
	else if (how === 'remove') set(key, undefined);
	else if (how === 'repeat' && Array.isArray(owner[key])) set(key, [owner[key], owner[key]].flat());
	else if (how === 'addProto') set('__proto__', raw);
	return holder;
}

/** Every place in a value where another could stand. */
function slotsOf(owner: Record<string, unknown>): Slot[] {
	return Object.entries(owner).flatMap(([key, value]) => [
		{ owner, key },
		...(typeof value === 'object' && value !== null ? slotsOf(value as Record<string, unknown>) : []),
	]);
}

const contentType = fc.constantFrom(
	'application/json;charset=utf-8',
	'application/json',
	'text/html',
	'application/octet-stream',
	'image/png',
	'application/xml; charset=gb2312',
	'nonsense',
);

const status = fc.oneof(
	{ weight: 4, arbitrary: fc.constant(200) },
	fc.constantFrom(201, 204, 301, 304, 307, 400, 401, 403, 404, 429, 500, 502, 503, 599, 999),
);

/** Anything that may come instead of a valid answer. */
export const spoiltAnswer = (valid: unknown): fc.Arbitrary<Answer> => {
	const body = fc.oneof(
		{ weight: 8, arbitrary: spoiltJson(valid) },
		spoiltJson({ code: 'x', message: 'y', requestid: 'z', accessdenieddetail: { requiredScopes: ['s'] } }),
		spoiltJson({ errcode: 88, sub_code: '40014', sub_msg: 'x', errmsg: 'y', request_id: 'z' }),
		fc.tuple(fc.constant(JSON.stringify(valid)), fc.nat(300)).map(([text, end]) => text.slice(0, end)),
		fc.constantFrom(
			'',
			' ',
			'<html><body>Login</body></html>',
			'\ufeff{}',
			'{"a":1}{"b":2}',
			'null',
			'"text"',
		),
		fc.string({ unit: 'binary' }),
		fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
	);
	return fc
		.record({ status, body, contentType })
		.map(({ contentType: type, ...answer }) => ({ ...answer, headers: { 'Content-Type': type } }));
};
