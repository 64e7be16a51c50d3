import { readPutAnswer } from '../../../lib/upload/put-answer';

const KIB = 1024;

async function* body(...chunks: Array<string | Error>): AsyncGenerator<Uint8Array> {
	for (const chunk of chunks) {
		if (chunk instanceof Error) throw chunk;
		yield Buffer.from(chunk);
	}
}

const read = (chunks: Array<string | Error>, headers: Record<string, string | string[]> = {}) =>
	readPutAnswer({ statusCode: 200, headers, body: body(...chunks) });

describe('the answer to a PUT', () => {
	it.each([
		['in quotes', '"5eb63bbbe01eeed093cb22bb8f5acdc3"'],
		['bare', '5EB63BBBE01EEED093CB22BB8F5ACDC3'],
		['marked as weak', 'W/"5EB63BBBE01EEED093CB22BB8F5ACDC3"'],
		['sent twice', ['"5EB63BBBE01EEED093CB22BB8F5ACDC3"', '"FF"']],
	])('has an ETag, here %s', async (_, etag) => {
		expect((await read([], { etag })).etag).toBe('5EB63BBBE01EEED093CB22BB8F5ACDC3');
	});

	it('may lack everything but a status', async () => {
		expect(await read([])).toEqual({
			status: 200,
			etag: undefined,
			retryAfter: undefined,
			storageCode: undefined,
		});
	});

	it('may say when to come back', async () => {
		expect((await read([], { 'retry-after': '7' })).retryAfter).toBe('7');
	});

	it.each<[string, Array<string | Error>, string | undefined]>([
		['in one piece', ['<?xml?><Error><Code>NoSuchUpload</Code></Error>'], 'NoSuchUpload'],
		['in pieces', ['<Error><Code>NoSuch', 'Upload</Code>'], 'NoSuchUpload'],
		['with a dot', ['<Code>Invalid.Argument</Code>'], 'Invalid.Argument'],
		['before the connection breaks', ['<Code>SlowDown</Code>', new Error('reset')], 'SlowDown'],
		['cut off', ['<Code>SlowDo', new Error('reset')], undefined],
		['as markup', ['<Code><b>SlowDown</b></Code>'], undefined],
		['of 100 characters', [`<Code>${'x'.repeat(100)}</Code>`], 'x'.repeat(100)],
		['of 101 characters', [`<Code>${'x'.repeat(101)}</Code>`], undefined],
		['empty', ['<Code></Code>'], undefined],
		['nowhere', ['<html>Bad Gateway</html>'], undefined],
		['behind 63 KiB', ['x'.repeat(63 * KIB), '<Code>SlowDown</Code>'], 'SlowDown'],
		['behind 64 KiB', ['x'.repeat(64 * KIB), '<Code>SlowDown</Code>'], undefined],
	])('has a code %s', async (_, chunks, storageCode) => {
		expect((await read(chunks)).storageCode).toBe(storageCode);
	});

	it('is read no further than it is of use, be it endless', async () => {
		let read = 0;
		let isClosed = false;
		async function* endless(): AsyncGenerator<Uint8Array> {
			try {
				for (; read < 1_000; read++) yield Buffer.alloc(KIB, 'x');
			} finally {
				isClosed = true;
			}
		}
		await readPutAnswer({ statusCode: 503, headers: {}, body: endless() });
		expect(read).toBeLessThanOrEqual(65);
		expect(isClosed).toBe(true);
	});

	it('is read to its end where that is near, so that the connection can be used again', async () => {
		let isAtEnd = false;
		async function* short(): AsyncGenerator<Uint8Array> {
			yield Buffer.alloc(64 * KIB);
			isAtEnd = true;
		}
		await readPutAnswer({ statusCode: 503, headers: {}, body: short() });
		expect(isAtEnd).toBe(true);
	});
});
