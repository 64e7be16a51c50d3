import type { JsonObject } from '../http/json';
import { authorization } from '../object-storage/signature-v1';
import type { ObjectAddress } from '../stores/object-store';
import type { World } from '../world';
import type { AuthorizedCall } from './route';

/** The only way that DingTalk documents to hand out an address. */
export const PROTOCOL = 'HEADER_SIGNATURE';

/** How much older than allowed a signature is that a fault made too old. */
const EXPIRED_FOR_MS = 60_000;

/** A request to the object storage that a client may make with somebody else's signature. */
export interface AllowedRequest extends ObjectAddress {
	readonly method: 'PUT' | 'GET';
	/** Which part of which upload; without it the whole object is meant. */
	readonly query?: Readonly<Record<string, string>>;
	readonly date: string;
}

/** The date a call signs with: now, unless a fault wants it too old already. */
export function signingDate({ record }: AuthorizedCall, world: World): string {
	const fault = world.faults.take(record, 'expire-url');
	if (fault) record.faults.push(fault.kind);
	const ageMs = fault ? world.signatureLifetimeSeconds * 1000 + EXPIRED_FOR_MS : 0;
	return new Date(world.clock.nowMs() - ageMs).toUTCString();
}

/** `headerSignatureInfo`, as every call about bytes answers it: where they go or come from, and with which headers. */
export function signedInfo(
	{ method, objectKey, region, query, date }: AllowedRequest,
	world: World,
): JsonObject {
	const search = new URLSearchParams(query);
	const signed = authorization({ method, objectKey, query: search, headers: { 'x-oss-date': date } });
	const hosts = world.switches.resourceHosts.map((host) => (host === 'storage' ? world.storageUrl : host));
	const address = query ? `${objectKey}?${search.toString()}` : objectKey;
	return {
		resourceUrls: hosts.map((host) => `${host}/${address}`),
		headers: { Authorization: signed, 'x-oss-date': date },
		expirationSeconds: world.signatureLifetimeSeconds,
		region,
		internalResourceUrls: [],
	};
}
