/** Read at once; small enough to stay in the processor's cache between reading and hashing. */
const SCRATCH_BYTES = 256 * 1024;

/**
 * What a hash thread runs. It is text because the package is one bundled file: there is no second one
 * that a thread could load, neither in the package nor where tests run from sources.
 */
export const THREAD_CODE = `
'use strict';
const { createHash } = require('node:crypto');
const { readSync } = require('node:fs');
const { parentPort } = require('node:worker_threads');

const scratch = Buffer.allocUnsafeSlow(${SCRATCH_BYTES});

function hashFile(hash, { fd, offsetBytes, sizeBytes }) {
	for (let done = 0; done < sizeBytes; ) {
		const wanted = Math.min(scratch.length, sizeBytes - done);
		const read = readSync(fd, scratch, 0, wanted, offsetBytes + done);
		if (read === 0) throw new Error('The file has ended early');
		hash.update(scratch.subarray(0, read));
		done += read;
	}
}

parentPort.on('message', (input) => {
	try {
		const hash = createHash('md5');
		if (input.bytes) hash.update(input.bytes);
		else hashFile(hash, input);
		parentPort.postMessage({ digest: hash.digest('hex').toUpperCase() });
	} catch (error) {
		parentPort.postMessage({ failure: String(error) });
	}
});
`;
