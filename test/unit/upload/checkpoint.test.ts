import { isCheckpoint } from '../../../lib/upload/checkpoint';

const CHECKPOINT = {
	uploadKey: 'key',
	sizeBytes: 250,
	partSizeBytes: 100,
	digests: { 1: '0123456789ABCDEF'.repeat(2), 10000: 'F'.repeat(32) },
};

describe('a checkpoint', () => {
	it.each<[string, object]>([
		['as it was written', {}],
		['of a commit nobody knows about', { commitUnclearSinceMs: 5 }],
		['without a stored part', { digests: {} }],
		['of an empty file', { sizeBytes: 0 }],
	])('%s is one', (_, change) => {
		expect(isCheckpoint({ ...CHECKPOINT, ...change })).toBe(true);
	});

	it.each<[string, object]>([
		['no key', { uploadKey: undefined }],
		['an empty key', { uploadKey: '' }],
		['a key that is no text', { uploadKey: 7 }],
		['no size', { sizeBytes: undefined }],
		['a negative size', { sizeBytes: -1 }],
		['half a byte', { sizeBytes: 0.5 }],
		['a size in words', { sizeBytes: '250' }],
		['no part size', { partSizeBytes: undefined }],
		['no digests', { digests: undefined }],
		['null for digests', { digests: null }],
		['a text for digests', { digests: 'x' }],
		['a part 0', { digests: { 0: 'F'.repeat(32) } }],
		['a part -1', { digests: { '-1': 'F'.repeat(32) } }],
		['a part 1.5', { digests: { 1.5: 'F'.repeat(32) } }],
		['a part 01', { digests: { '01': 'F'.repeat(32) } }],
		['a part of six digits', { digests: { 100000: 'F'.repeat(32) } }],
		['a digest that is too short', { digests: { 1: 'F'.repeat(31) } }],
		['a digest that is too long', { digests: { 1: 'F'.repeat(33) } }],
		['a digest in small letters', { digests: { 1: 'f'.repeat(32) } }],
		['a digest that is no text', { digests: { 1: ['F'.repeat(32)] } }],
		['one bad digest among good ones', { digests: { 1: 'F'.repeat(32), 2: 'x', 3: 'F'.repeat(32) } }],
		['a time in words', { commitUnclearSinceMs: 'yesterday' }],
	])('with %s is none', (_, change) => {
		expect(isCheckpoint({ ...CHECKPOINT, ...change })).toBe(false);
	});

	it.each([undefined, null, 'text', 7, []])('%j is none', (value) => {
		expect(isCheckpoint(value)).toBe(false);
	});
});
