import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../../scripts/lib/ports.cjs';
import { findTinyproxy, HOW_TO_GET_TINYPROXY } from '../../../scripts/lib/tinyproxy.cjs';
import { eventually } from '../../support/eventually';

interface ProxyOptions {
	/** `user password`, asked of every client. */
	readonly basicAuth?: string;
	/** The only port that tunnels may lead to; any, if not given. */
	readonly connectPort?: number;
}

/** A proxy as companies have it. */
export interface TestProxy {
	/** Host and port. */
	readonly host: string;
	/** The requests it was asked for, such as `CONNECT 127.0.0.1:443 HTTP/1.1`. */
	requests(): string[];
	close(): Promise<void>;
}

export async function startTinyproxy({ basicAuth, connectPort }: ProxyOptions = {}): Promise<TestProxy> {
	const program = findTinyproxy();
	if (program === undefined) throw new Error(HOW_TO_GET_TINYPROXY);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tinyproxy-'));
	const logFile = path.join(folder, 'log');
	const configFile = path.join(folder, 'conf');
	const port = await freePort();
	const lines = [
		`Port ${port}`,
		'Listen 127.0.0.1',
		`LogFile "${logFile}"`,
		'LogLevel Connect',
		'MaxClients 100',
	];
	if (basicAuth !== undefined) lines.push(`BasicAuth ${basicAuth}`);
	if (connectPort !== undefined) lines.push(`ConnectPort ${connectPort}`);
	fs.writeFileSync(configFile, `${lines.join('\n')}\n`);
	const child = spawn(program, ['-d', '-c', configFile], { stdio: 'ignore' });
	const exited = once(child, 'exit');
	await eventually(() => accepts(port), 'tinyproxy listens');
	return {
		host: `127.0.0.1:${port}`,
		requests: () =>
			[...fs.readFileSync(logFile, 'utf8').matchAll(/Request \(file descriptor \d+\): (.*)/g)].map(
				([, request = '']) => request,
			),
		async close() {
			child.kill();
			await exited;
			fs.rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function accepts(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	const isConnected = await once(socket, 'connect').then(
		() => true,
		() => false,
	);
	socket.destroy();
	return isConnected;
}
