/**
 * Thrown by a session that cannot sign the upload again: what was stored under the upload key is given up, and
 * another upload is opened. The engine does that once for a file.
 */
export class UploadExpired extends Error {
	override readonly name = 'UploadExpired';

	constructor() {
		super('The upload cannot be signed again; another one has to be opened');
	}
}
