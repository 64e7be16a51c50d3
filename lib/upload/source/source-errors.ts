import { errorCode } from '../network-codes';
import { UploadError } from '../errors';

export function sizeMismatch(declaredBytes: number, foundBytes: number): UploadError {
	return new UploadError(
		'UPLOAD_SOURCE_SIZE_MISMATCH',
		foundBytes < declaredBytes
			? `The data ended after ${foundBytes} of ${declaredBytes} bytes`
			: `The data has more than the declared ${declaredBytes} bytes`,
	);
}

export function sourceFailed(cause: unknown): UploadError {
	return new UploadError(
		'UPLOAD_SOURCE_FAILED',
		'The data could not be read',
		{ reason: errorCode(cause) },
		{ cause },
	);
}
