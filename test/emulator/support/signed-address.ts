/** What signs a whole object, as it is answered on 28 May 2026 at 01:37:16 GMT: an address without a query. */
export const signedAddress = (region: string) => ({
	resourceUrls: [expect.stringMatching(/^http:[^?]+\/yundisk0\/[A-Za-z0-9_-]+\.file$/)],
	headers: {
		Authorization: expect.stringMatching(/^OSS \w+:.+=$/),
		'x-oss-date': 'Thu, 28 May 2026 01:37:16 GMT',
	},
	expirationSeconds: 900,
	region,
	internalResourceUrls: [],
});
