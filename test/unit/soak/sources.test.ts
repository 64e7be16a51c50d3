import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partDigests, sourceBytes, writeSource } from '../../../scripts/lib/soak/sources.cjs';

const MIB = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

it.each([0, 1, 31, MIB, MIB + 1, 3 * MIB + 7])(
	'a source of %d bytes is the same on disk and in memory',
	(sizeBytes) => {
		const folder = mkdtempSync(join(tmpdir(), 'sources-'));
		const file = join(folder, 'a/file.bin');
		const source = { name: 'file.bin', sizeBytes };
		writeSource(file, source);
		const bytes = sourceBytes(source);
		expect(bytes).toHaveLength(sizeBytes);
		expect(readFileSync(file).equals(bytes)).toBe(true);
		expect(partDigests(source, [sizeBytes])).toEqual([sha256(bytes)]);
		rmSync(folder, { recursive: true });
	},
);

it('parts of any size have the digests of their bytes', () => {
	const source = { name: 'file.bin', sizeBytes: 5 * MIB };
	const bytes = sourceBytes(source);
	const sizes = [100, 2 * MIB, MIB - 100, 2 * MIB];
	let start = 0;
	expect(partDigests(source, sizes)).toEqual(
		sizes.map((size) => sha256(bytes.subarray(start, (start += size)))),
	);
});

it('no two places are alike, in one file or in two', () => {
	const ofTwo = ['a.bin', 'b.bin'].flatMap((name) =>
		partDigests({ name, sizeBytes: 4 * MIB }, Array(4).fill(MIB)),
	);
	expect(new Set(ofTwo).size).toBe(8);
});

it('a large source takes next to no room on the disk', () => {
	const folder = mkdtempSync(join(tmpdir(), 'sources-'));
	const file = join(folder, 'file.bin');
	writeSource(file, { name: 'file.bin', sizeBytes: 64 * MIB });
	expect(statSync(file).blocks * 512).toBeLessThan(2 * MIB);
	rmSync(folder, { recursive: true });
});
