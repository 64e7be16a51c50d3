'use strict';

/** A child that runs beside us until we stop it: n8n, the emulator. */
const fs = require('node:fs');
const path = require('node:path');
const { once } = require('node:events');
const { spawn } = require('node:child_process');
const { setTimeout: sleep } = require('node:timers/promises');
const { endWithUs } = require('./children.cjs');

/** n8n gives running executions up to 30 s; a test or a demo does not wait for them that long. */
const STOP_GRACE_MS = 15_000;
const POLL_MS = 100;
const SHOWN_ON_ERROR_BYTES = 2_000;

class BackgroundProcess {
	/** @type {BackgroundProcess[]} in the order they were started */
	static #started = [];

	/** Ends all of them, the last started first: n8n before the emulator it talks to. */
	static async stopAll() {
		for (const running of BackgroundProcess.#started.toReversed()) await running.stop();
	}

	/**
	 * @param {string} name how messages call it
	 * @param {string} command
	 * @param {string[]} args
	 * @param {{ logFile: string, env: NodeJS.ProcessEnv, cwd?: string, user?: { uid: number, gid: number } }} options
	 */
	constructor(name, command, args, { logFile, env, cwd, user }) {
		fs.mkdirSync(path.dirname(logFile), { recursive: true });
		const log = fs.openSync(logFile, 'w');
		this.name = name;
		this.logFile = logFile;
		// In our own process group: Ctrl+C reaches it too, whatever has become of us.
		this.child = endWithUs(spawn(command, args, { cwd, env, stdio: ['ignore', log, log], ...user }));
		BackgroundProcess.#started.push(this);
		fs.closeSync(log);
		this.exited = once(this.child, 'exit').catch(() => {});
		this.child.once('error', () => {});
	}

	/** The process id, or undefined when it could not be started. */
	get pid() {
		return this.child.pid;
	}

	get hasEnded() {
		return this.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null;
	}

	/** All it has written so far. */
	log() {
		return fs.readFileSync(this.logFile, 'utf8');
	}

	/**
	 * Waits until `isReady` says so.
	 *
	 * @param {() => Promise<boolean>} isReady
	 * @param {number} timeoutMs
	 */
	async ready(isReady, timeoutMs) {
		const deadlineMs = performance.now() + timeoutMs;
		while (!(await isReady().catch(() => false))) {
			if (this.hasEnded) throw this.#failure('ended before it was ready');
			if (performance.now() > deadlineMs) {
				await this.stop();
				throw this.#failure(`was not ready after ${timeoutMs / 1000} s`);
			}
			await sleep(POLL_MS);
		}
	}

	/** Ends it: politely first, then for good. */
	async stop() {
		if (this.hasEnded) return;
		this.child.kill('SIGTERM');
		const force = setTimeout(() => this.child.kill('SIGKILL'), STOP_GRACE_MS);
		await this.exited;
		clearTimeout(force);
	}

	/** Ends it as a power cut would. */
	async kill() {
		this.child.kill('SIGKILL');
		await this.exited;
	}

	/** @param {string} what */
	#failure(what) {
		return new Error(
			`${this.name} ${what}\n${this.log().slice(-SHOWN_ON_ERROR_BYTES)}\nFull log: ${this.logFile}`,
		);
	}
}

module.exports = { BackgroundProcess };
