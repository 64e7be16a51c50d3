import { bufferSource, uploadFile } from '../../../lib/upload';
import { storeParts } from '../../../lib/upload/store-parts';
import { createFakeService } from './fake-service';

jest.mock('../../../lib/upload/store-parts', () => ({ storeParts: jest.fn() }));

const PART = { attempts: 1, digest: 'F'.repeat(32), verified: true };

it('nothing is committed where a part is missing, whatever the reason', async () => {
	jest.mocked(storeParts).mockResolvedValue(
		new Map([
			[1, PART],
			[3, PART],
		]),
	);
	const service = createFakeService();
	const upload = uploadFile(bufferSource(new Uint8Array(250 * 1024)), service.session, {
		storage: service.storage,
		partSizeBytes: 100 * 1024,
	});
	await expect(upload).rejects.toMatchObject({
		code: 'UPLOAD_INCOMPLETE',
		message: '1 of 3 parts were not stored',
		facts: { uploadKey: 'key', partNumber: 2 },
	});
	expect(service.commits).toEqual([]);
});
