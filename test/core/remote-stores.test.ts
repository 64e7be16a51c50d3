import { createHash } from 'node:crypto';
import { MIB } from '../../scripts/lib/sample-file.cjs';
import { eventually } from '../support/eventually';
import { uploadNode, useCoreLab } from './support/core-lab';
import { RemoteStore, type Chunking } from './support/remote-store';

const PART_BYTES = MIB;
const OPTIONS = { options: { partSizeMb: 1, maxConcurrentParts: 3 } };

const every = (sizeBytes: number): Chunking =>
	function* (bytes) {
		for (let at = 0; at < bytes.length; at += sizeBytes) yield bytes.subarray(at, at + sizeBytes);
	};

const CHUNKINGS: ReadonlyArray<readonly [name: string, chunking: Chunking]> = [
	['as the socket brings it', every(16_384 - 29)],
	['as asked for, as S3 and Azure do', (bytes, asked = 65_536) => every(asked)(bytes, asked)],
	['as a whole, as the database does', (bytes) => [bytes]],
	['in one chunk for two parts', every(2 * PART_BYTES)],
	[
		'with empty chunks between',
		(bytes) => [...every(99_999)(bytes, 0)].flatMap((chunk) => [Buffer.alloc(0), chunk]),
	],
];

const SIZES = [0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 5 * PART_BYTES + 12_345];

const store = new RemoteStore();
const lab = useCoreLab({ binaryDataMode: 's3', binaryStore: store });

const contentOf = (sizeBytes: number) => Buffer.alloc(sizeBytes, `${sizeBytes} bytes of a file, 文件 `);

async function upload(sizeBytes: number) {
	const data = await lab.n8n.storeBinary(contentOf(sizeBytes), `${sizeBytes}.bin`);
	expect(data.id).toMatch(/^s3:/);
	return await lab.n8n.run(uploadNode(OPTIONS), [{ json: {}, binary: { data } }]);
}

describe.each(CHUNKINGS)('a store that hands a file over %s', (_, chunking) => {
	beforeEach(() => {
		store.chunking = chunking;
	});

	it.each(SIZES)('%i bytes arrive as they are', async (sizeBytes) => {
		const { status } = await upload(sizeBytes);

		expect(status).toBe('success');
		expect(lab.emulator.files()).toEqual([
			expect.objectContaining({
				sizeBytes,
				sha256: createHash('sha256').update(contentOf(sizeBytes)).digest('hex'),
			}),
		]);
		await eventually(() => store.openStreams === 0, 'the stream is ended');
	});
});

it('a stream that breaks ends the upload with advice, and leaves no file', async () => {
	store.chunking = function* (bytes) {
		yield bytes.subarray(0, PART_BYTES);
		throw new Error('The bucket is gone');
	};
	const { status, error } = await upload(3 * PART_BYTES);

	expect(status).toBe('error');
	expect(error?.message).toBe("The file could not be read from n8n's binary data");
	expect(lab.emulator.files()).toEqual([]);
});

it('a stream that ends early is no file', async () => {
	store.chunking = (bytes) => [bytes.subarray(0, bytes.length - 1)];
	const { error } = await upload(2 * PART_BYTES);

	expect(error?.message).toBe('The file does not have the size that n8n recorded for it');
	expect(lab.emulator.files()).toEqual([]);
});
