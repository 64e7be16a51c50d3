import * as fc from 'fast-check';
import { base64Source, isPlainBase64 } from '../../lib/upload';
import { PartBuffers } from '../../lib/upload/source/part-buffers';

const NEVER = new AbortController().signal;
/** Three times over what is decoded at a time, and no multiple of a group. */
const LARGE_BYTES = 3 * 256 * 1024 * 3 + 1;

async function readAll(source: ReturnType<typeof base64Source>, partSizeBytes: number): Promise<Buffer> {
	const buffers = new PartBuffers();
	const pieces: Buffer[] = [];
	for (let offsetBytes = 0, partNumber = 1; offsetBytes < source.sizeBytes; partNumber++) {
		const sizeBytes = Math.min(partSizeBytes, source.sizeBytes - offsetBytes);
		const part = await source.read({ partNumber, offsetBytes, sizeBytes }, buffers, NEVER);
		pieces.push(Buffer.from(await part.slice(0, sizeBytes, NEVER)));
		part.release();
		offsetBytes += sizeBytes;
	}
	return Buffer.concat(pieces);
}

test('parts of any size are the bytes that the text stands for', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.uint8Array({ maxLength: 200 }),
			fc.integer({ min: 1, max: 70 }),
			async (bytes, size) => {
				const text = Buffer.from(bytes).toString('base64');
				expect(isPlainBase64(text)).toBe(true);
				expect(await readAll(base64Source(text), size)).toEqual(Buffer.from(bytes));
			},
		),
	);
});

test.each([1, 2, 3])('a large text, cut %i bytes off its groups', async (shift) => {
	const bytes = Buffer.alloc(LARGE_BYTES + shift, 'all sorts of bytes \u4e2d');
	const source = base64Source(bytes.toString('base64'));
	expect((await readAll(source, 1_000_000 + shift)).equals(bytes)).toBe(true);
});

test.each(['YQ', 'YQ==\n', 'YQ-_', ' YQ=='])('%j is none that it can cut', (text) => {
	expect(isPlainBase64(text)).toBe(false);
});
