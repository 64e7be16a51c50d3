import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A key and a certificate take a fraction of a second. */
const PROGRAM_TIMEOUT_MS = 30_000;

export interface Certificate {
	readonly keyFile: string;
	readonly certFile: string;
}

/** A certificate for 127.0.0.1 that only the processes of the benchmark trust. */
export function ensureCertificate(folder: string): Certificate {
	const keyFile = join(folder, 'key.pem');
	const certFile = join(folder, 'cert.pem');
	if (!existsSync(certFile)) {
		// ali-oss expects the name of its bucket's host, whatever address it was told.
		const names = 'subjectAltName=IP:127.0.0.1,DNS:bench.oss-cn-hangzhou.aliyuncs.com';
		const subject = ['-subj', '/CN=127.0.0.1', '-addext', names];
		const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
		execFileSync('openssl', ['req', '-x509', ...key, '-out', certFile, '-days', '3650', ...subject], {
			stdio: 'ignore',
			timeout: PROGRAM_TIMEOUT_MS,
		});
	}
	return { keyFile, certFile };
}
