import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';

export const MIB = 1024 * 1024;
/** Every part size of every contestant is a multiple of this, so all parts of a file are alike. */
const BLOCK_BYTES = 64 * 1024;
/** Written at once. */
const STRETCH_BYTES = 16 * MIB;

/** Has a contestant load its code and connect, and is too small to need a buffer. */
const FIRST_BYTES = 1024;
/** Enough for the code to be compiled and for every connection to be open. */
const WARM_UP_BYTES = 48 * MIB;

export interface BenchFile {
	readonly path: string;
	readonly sizeBytes: number;
}

/** The block of which all files of the benchmark consist: pseudo-random, so that nothing can be compressed. */
export function benchBlock(): Buffer {
	const words: Buffer[] = [];
	for (let index = 0; index * 32 < BLOCK_BYTES; index++) {
		words.push(createHash('sha256').update(`block ${index}`).digest());
	}
	return Buffer.concat(words);
}

/** A file of this size in the folder; made if it is not there yet. */
export async function ensureBenchFile(
	folder: string,
	sizeBytes: number,
	name = `${sizeBytes}.bin`,
): Promise<BenchFile> {
	const path = join(folder, name);
	if (existsSync(path) && (await stat(path)).size === sizeBytes) return { path, sizeBytes };
	await mkdir(folder, { recursive: true });
	const stretch = Buffer.alloc(Math.min(STRETCH_BYTES, Math.max(1, sizeBytes)), benchBlock());
	const file = await open(path, 'w');
	for (let left = sizeBytes; left > 0; left -= stretch.length) {
		await file.write(stretch, 0, Math.min(left, stretch.length));
	}
	await file.close();
	return { path, sizeBytes };
}

/** The same bytes once more, cut into parts that are files of their own. */
export async function ensureBenchParts(
	folder: string,
	sizeBytes: number,
	partSizeBytes: number,
): Promise<BenchFile[]> {
	const parts: BenchFile[] = [];
	for (let index = 0; index * partSizeBytes < sizeBytes; index++) {
		parts.push(await ensureBenchFile(folder, partSizeBytes, `part-${index}.bin`));
	}
	return parts;
}

/** What is uploaded before something large is measured. */
export async function ensureWarmUpFiles(folder: string): Promise<[BenchFile, BenchFile]> {
	return [await ensureBenchFile(folder, FIRST_BYTES), await ensureBenchFile(folder, WARM_UP_BYTES)];
}
