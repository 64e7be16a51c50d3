import type { Exchange } from '../http/exchange';
import type { World } from '../world';
import { ACCESS_KEY_ID, sign, stringToSign } from './signature-v1';
import { storageError } from './storage-errors';

/** `OSS <access key id>:<signature>` */
const AUTHORIZATION = /^OSS ([^:\s]+):(\S+)$/;

/** Object key of a request: its path without the leading slash. */
export function objectKeyOf(exchange: Exchange): string {
	return decodeURIComponent(exchange.url.pathname.slice(1));
}

/** Refuses a request whose signature is absent, malformed, too old or not the one of what was received. */
export function verifyRequest(exchange: Exchange, world: World): void {
	const { authorization } = exchange.req.headers;
	if (!authorization) throw storageError('AccessDenied');
	const [, accessKeyId, signature] = AUTHORIZATION.exec(authorization) ?? [];
	if (!accessKeyId || !signature) throw storageError('InvalidArgument', { ArgumentName: 'Authorization' });
	if (accessKeyId !== ACCESS_KEY_ID)
		throw storageError('InvalidAccessKeyId', { OSSAccessKeyId: accessKeyId });

	const checks = [() => verifyAge(exchange, world), () => verifySignature(exchange, signature)];
	if (world.switches.skewCheck === 'after-signature') checks.reverse();
	for (const check of checks) check();
}

function verifyAge(exchange: Exchange, world: World): void {
	const { headers } = exchange.req;
	const dateText = headers['x-oss-date'] ?? headers.date;
	const dateMs = typeof dateText === 'string' ? Date.parse(dateText) : NaN;
	if (Number.isNaN(dateMs)) {
		throw storageError('AccessDenied', {}, 'OSS authentication requires a valid Date or x-oss-date header');
	}
	const nowMs = world.clock.nowMs();
	const allowedMs = world.signatureLifetimeSeconds * 1000;
	const expired = world.faults.take(exchange.call, 'expire-url');
	if (expired) exchange.call.faults.push(expired.kind);
	if (expired || Math.abs(nowMs - dateMs) > allowedMs) {
		throw storageError('RequestTimeTooSkewed', {
			RequestTime: new Date(dateMs).toISOString(),
			ServerTime: new Date(nowMs).toISOString(),
			MaxAllowedSkewMilliseconds: allowedMs,
		});
	}
}

function verifySignature(exchange: Exchange, signature: string): void {
	const text = stringToSign({
		method: exchange.call.method,
		objectKey: objectKeyOf(exchange),
		query: exchange.url.searchParams,
		headers: exchange.req.headers,
	});
	if (sign(text) === signature) return;
	throw storageError('SignatureDoesNotMatch', {
		OSSAccessKeyId: ACCESS_KEY_ID,
		SignatureProvided: signature,
		StringToSign: text,
		StringToSignBytes: [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
	});
}
