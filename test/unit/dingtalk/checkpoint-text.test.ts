import { deflateRawSync } from 'node:zlib';
import { readCheckpoint, writeCheckpoint, type SavedUpload } from '../../../lib/dingtalk';

const SAVED: SavedUpload = {
	spaceId: '1',
	parentId: '0',
	fileName: '报告 📄.pdf',
	checkpoint: {
		uploadKey: 'key',
		sizeBytes: 250,
		partSizeBytes: 100,
		digests: { 1: 'A'.repeat(32), 3: '0'.repeat(32) },
		commitUnclearSinceMs: 1_790_000_000_000,
	},
};

const packed = (value: unknown) =>
	`dingtalk-upload-1.${deflateRawSync(JSON.stringify(value)).toString('base64url')}`;

describe('the text of a checkpoint', () => {
	it('comes back as it was, from one line without blanks', () => {
		const text = writeCheckpoint(SAVED);
		expect(text).toMatch(/^[\w.-]+$/);
		expect(readCheckpoint(text)).toEqual(SAVED);
	});

	it.each<[string, string]>([
		['the empty text', ''],
		['another text', 'nonsense'],
		['a text that was cut', writeCheckpoint(SAVED).slice(0, -10)],
		['another way of writing it', writeCheckpoint(SAVED).replace('upload-1', 'upload-9')],
		['JSON of something else', packed({ fileName: 'a' })],
		['no JSON', `dingtalk-upload-1.${deflateRawSync('{').toString('base64url')}`],
		['null', packed(null)],
		['a name that is none', packed({ ...SAVED, fileName: 7 })],
		['no digests', packed({ ...SAVED, checkpoint: { ...SAVED.checkpoint, digests: null } })],
		['a digest that is none', packed({ ...SAVED, checkpoint: { ...SAVED.checkpoint, digests: { 1: 'x' } } })],
		['a part 0', packed({ ...SAVED, checkpoint: { ...SAVED.checkpoint, digests: { 0: 'A'.repeat(32) } } })],
		['a negative size', packed({ ...SAVED, checkpoint: { ...SAVED.checkpoint, sizeBytes: -1 } })],
		['no key', packed({ ...SAVED, checkpoint: { ...SAVED.checkpoint, uploadKey: '' } })],
		['a bomb', packed({ ...SAVED, fileName: 'a'.repeat(5 * 1024 * 1024) })],
	])('is not taken for one: %s', (_, text) => {
		expect(readCheckpoint(text)).toBeUndefined();
	});
});
