import { sign, stringToSign, type SignedRequest } from '../../emulator/object-storage/signature-v1';

const OBJECT = 'yundisk0/iAEIAqRmaWxlAEMUTESTKEY.file';

/** A part of the test vector that was computed with Alibaba's own client library. */
const REQUEST: SignedRequest = {
	method: 'PUT',
	objectKey: OBJECT,
	query: new URLSearchParams('partNumber=3&uploadId=0004B9894A22E5B1888A1E29F823'),
	headers: { 'x-oss-date': 'Sun, 22 Nov 2026 14:00:00 GMT' },
};

describe('E35 the V1 signature', () => {
	it('is the one of the test vector', () => {
		expect(stringToSign(REQUEST)).toHaveLength(182);
		expect(sign(stringToSign(REQUEST))).toBe('kZG3dw1mMACN6GLNDFTYs38hW94=');
	});

	it('changes with a Content-Type as in the test vector', () => {
		const headers = { ...REQUEST.headers, 'content-type': 'application/x-www-form-urlencoded' };
		expect(sign(stringToSign({ ...REQUEST, headers }))).toBe('73CFtCBnrdaqT3RusAyINoOxPQk=');
	});

	it('takes the sub-resources in the order of their names and leaves other parameters out', () => {
		const query = new URLSearchParams('x=1&uploadId=0004B9894A22E5B1888A1E29F823&partNumber=3');
		expect(stringToSign({ ...REQUEST, query })).toBe(stringToSign(REQUEST));
	});

	it('takes every x-oss- header in the order of their names, and x-oss-date before Date', () => {
		const headers = { date: 'never', 'x-oss-meta-b': ' 2 ', 'x-oss-acl': '1', ...REQUEST.headers };
		expect(
			stringToSign({ ...REQUEST, headers })
				.split('\n')
				.slice(3, 7),
		).toEqual([
			'Sun, 22 Nov 2026 14:00:00 GMT',
			'x-oss-acl:1',
			'x-oss-date:Sun, 22 Nov 2026 14:00:00 GMT',
			'x-oss-meta-b:2',
		]);
	});
});
