import type { LookupFunction } from 'node:net';
import { UploadError } from './errors';
import { errorCode } from './network-codes';

/** Where the host application governs which addresses may be reached. */
export interface EgressPolicy {
	validateUrl(url: URL): Promise<{ ok: boolean; error?: unknown }>;
	/** A DNS look-up that refuses forbidden addresses also after the URL was found good. */
	readonly lookup?: LookupFunction | undefined;
}

/** @throws UploadError `UPLOAD_URL_REFUSED` */
export async function assertEgress(url: URL, egress: EgressPolicy | undefined): Promise<void> {
	const verdict = await egress?.validateUrl(url);
	if (verdict && !verdict.ok) throw refusal(url.host, verdict.error);
}

/**
 * The look-up for connections: what it answers is what is connected to, so a name that has changed
 * its address since it was checked is refused here.
 */
export function egressLookup({ lookup }: EgressPolicy): LookupFunction | undefined {
	if (lookup === undefined) return undefined;
	return (hostname, options, callback) =>
		lookup(hostname, options, (error, address, family) => {
			// Failures of DNS have a code, such as ENOTFOUND, and may pass; the policy's refusals have none.
			const isRefusal = error !== null && errorCode(error) === undefined;
			callback(isRefusal ? refusal(hostname, error) : error, address, family);
		});
}

function refusal(host: string, cause: unknown): UploadError {
	return new UploadError(
		'UPLOAD_URL_REFUSED',
		`Connections to the storage host ${host} are not allowed here`,
		{ host, reason: 'EGRESS_POLICY' },
		{ cause },
	);
}
