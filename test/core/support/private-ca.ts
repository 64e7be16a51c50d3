import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A CA that nobody knows, and a certificate of it for 127.0.0.1. */
export interface PrivateCa {
	readonly caFile: string;
	readonly key: Buffer;
	readonly cert: Buffer;
	remove(): void;
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

export function createPrivateCa(): PrivateCa {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'private-ca-'));
	const file = (name: string) => path.join(folder, name);
	const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore', cwd: folder });
	openssl('req', '-x509', ...NEW_KEY, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Private CA');
	openssl('req', ...NEW_KEY, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', '/CN=127.0.0.1');
	fs.writeFileSync(file('names'), 'subjectAltName=IP:127.0.0.1');
	const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
	openssl('x509', '-req', '-in', 'request.pem', ...signing, '-out', 'cert.pem');
	return {
		caFile: file('ca.pem'),
		key: fs.readFileSync(file('key.pem')),
		cert: fs.readFileSync(file('cert.pem')),
		remove: () => fs.rmSync(folder, { recursive: true, force: true }),
	};
}
