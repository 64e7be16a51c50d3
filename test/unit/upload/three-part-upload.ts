import { bufferSource, uploadFile, type ByteSource, type UploadOptions } from '../../../lib/upload';
import { deterministicBytes } from '../../support/pattern-bytes';
import type { FakeService } from './fake-service';

export const KIB = 1024;
export const PART_SIZE_BYTES = 100 * KIB;
/** Three parts, the last of 50 KiB. */
export const DATA = deterministicBytes(250 * KIB);

/** The engine's work on these bytes, with waits that take no time. */
export function upload(
	service: FakeService,
	options: Partial<UploadOptions> = {},
	source = bufferSource(DATA),
) {
	return uploadFile(source, service.session, {
		storage: service.storage,
		partSizeBytes: PART_SIZE_BYTES,
		clock: { sleep: async () => {} },
		...options,
	});
}

/** A source that remembers whether it was closed. */
export function watched(source: ByteSource = bufferSource(DATA)) {
	const calls = { closed: 0, rewound: 0 };
	return {
		calls,
		source: {
			...source,
			rewind: async () => {
				calls.rewound++;
				await source.rewind();
			},
			close: async () => {
				calls.closed++;
				await source.close();
			},
		},
	};
}
