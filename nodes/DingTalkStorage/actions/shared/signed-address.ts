import type { IDataObject } from 'n8n-workflow';
import type { SignedAddress } from '../../../../lib/dingtalk';

/** @param askedAtMs from when on the signature lives, to be on the safe side */
export function signedAddressJson(address: SignedAddress, askedAtMs: number): IDataObject {
	const { resourceUrls, headers, expirationSeconds, region, internalResourceUrls } = address;
	return {
		resourceUrls: [...resourceUrls],
		headers: { ...headers },
		expirationSeconds,
		expiresAt: new Date(askedAtMs + expirationSeconds * 1000).toISOString(),
		region,
		internalResourceUrls: [...internalResourceUrls],
	};
}
