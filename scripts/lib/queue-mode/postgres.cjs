'use strict';

/** A PostgreSQL of our own: the system's program, a database folder that is gone afterwards, a free port on loopback. */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const { BackgroundProcess } = require('../background-process.cjs');
const { freePort } = require('../ports.cjs');

const HOW_TO_GET_POSTGRES =
	'PostgreSQL is missing: `apt-get install postgresql` on Debian, or set POSTGRES_BIN=/folder/of/its/programs';

const DEBIAN_FOLDER = '/usr/lib/postgresql';
const START_TIMEOUT_MS = 60_000;

/** One of its programs at work takes a second or two. */
const PROGRAM_TIMEOUT_MS = 60_000;

/** PostgreSQL refuses to run as root; Debian's package brings this user along. */
const USER = 'postgres';

/** For a database that is thrown away: nothing has to survive a power cut. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/**
 * @returns {string | undefined} the folder with `initdb` and `postgres`
 */
function findPostgres() {
	const versions = fs.existsSync(DEBIAN_FOLDER) ? fs.readdirSync(DEBIAN_FOLDER).sort().toReversed() : [];
	const folders = [process.env.POSTGRES_BIN, ...versions.map((version) => `${DEBIAN_FOLDER}/${version}/bin`)];
	return folders.find((folder) => folder !== undefined && fs.existsSync(path.join(folder, 'initdb')));
}

/**
 * @param {string} name
 * @returns {number}
 */
const idOf = (name) =>
	Number(execFileSync('id', [name, USER], { encoding: 'utf8', timeout: PROGRAM_TIMEOUT_MS }));

/** @returns {{ uid: number, gid: number } | undefined} whom to run it as, where we are root */
function otherUser() {
	return process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : undefined;
}

/**
 * @param {string} logFile
 * @returns {Promise<{ environment: NodeJS.ProcessEnv, stop(): Promise<void> }>} `environment` is for n8n
 */
async function startPostgres(logFile) {
	const bin = findPostgres();
	if (bin === undefined) throw new Error(HOW_TO_GET_POSTGRES);
	const user = otherUser();
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'postgres-'));
	if (user) fs.chownSync(folder, user.uid, user.gid);
	const data = path.join(folder, 'data');
	// Everybody on this machine's loopback may connect: there is nothing in it but a test.
	const initdb = ['-D', data, '-U', 'n8n', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
	execFileSync(path.join(bin, 'initdb'), initdb, {
		...user,
		cwd: folder,
		stdio: ['ignore', 'ignore', 'pipe'],
		timeout: PROGRAM_TIMEOUT_MS,
	});
	const port = await freePort();
	const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, ...settings];
	const server = new BackgroundProcess('PostgreSQL', path.join(bin, 'postgres'), args, {
		logFile,
		env: { PATH: process.env.PATH },
		cwd: folder,
		...(user && { user }),
	});
	// However it ends: told to, by Ctrl+C, or by itself.
	void server.exited.then(() => fs.rmSync(folder, { recursive: true, force: true }));
	const psql = (/** @type {string} */ sql) =>
		execFileSync(
			path.join(bin, 'psql'),
			['-h', '127.0.0.1', '-p', String(port), '-U', 'n8n', '-d', 'postgres', '-qtAc', sql],
			{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: PROGRAM_TIMEOUT_MS },
		);
	await server.ready(async () => psql('SELECT 1').trim() === '1', START_TIMEOUT_MS);
	psql('CREATE DATABASE n8n');
	return {
		environment: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: 'n8n',
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_PASSWORD: 'not-asked-for',
		},
		stop: async () => await server.stop(),
	};
}

module.exports = { findPostgres, startPostgres, HOW_TO_GET_POSTGRES };
