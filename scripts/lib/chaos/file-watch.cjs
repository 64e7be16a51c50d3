'use strict';

/** Looks at what DingTalk shows during the whole run: each file, each version, byte for byte by digests. */
const { setTimeout: sleep } = require('node:timers/promises');
const { sourceDigests } = require('./source-digests.cjs');

const POLL_MS = 300;

/** Rename Automatically makes `name(1).bin` of a name that is taken. */
const COPY = /\(\d+\)(?=\.bin$)/;

/**
 * @typedef {{ partNumber: number, sizeBytes: number, sha256: string }} StoredPart
 * @typedef {{ id: string, name: string, sizeBytes: number, version: number, parts: StoredPart[] }} StoredFile
 */

class FileWatch {
	/** @type {Map<string, StoredFile>} by id */
	#files = new Map();
	/** How often the list was looked at. */
	looks = 0;
	/** Files and versions of them that were compared. */
	compared = 0;
	/** Versions that were replaced between two looks. */
	unseen = 0;
	/** @type {string[]} what should not be there */
	violations = [];

	/**
	 * @param {import('../emulator-process.cjs').EmulatorProcess} emulator
	 * @param {import('./planned-uploads.cjs').PlannedUpload[]} planned
	 */
	constructor(emulator, planned) {
		this.emulator = emulator;
		this.planned = new Map(planned.map((each) => [each.name, each]));
	}

	/** @param {AbortSignal} over */
	async run(over) {
		while (!over.aborted) {
			await this.look();
			await sleep(POLL_MS);
		}
	}

	/** Compares what is new since the last look. */
	async look() {
		this.looks += 1;
		for (const file of /** @type {StoredFile[]} */ (await this.emulator.control('GET', 'files'))) {
			const version = this.#files.get(file.id)?.version ?? 0;
			if (file.version === version) continue;
			this.unseen += file.version - version - 1;
			this.#files.set(file.id, file);
			await this.#compare(file);
		}
	}

	/**
	 * The files of an upload, whatever they were renamed to.
	 *
	 * @param {string} name
	 */
	filesOf(name) {
		return [...this.#files.values()].filter((file) => file.name.replace(COPY, '') === name);
	}

	/** @param {string} id */
	fileById(id) {
		return this.#files.get(id);
	}

	/** @param {StoredFile} file */
	async #compare(file) {
		this.compared += 1;
		const flaw = await this.#flawOf(file);
		if (flaw !== undefined) this.violations.push(`${file.name}, version ${file.version}: ${flaw}`);
	}

	/**
	 * @param {StoredFile} file
	 * @returns {Promise<string | undefined>}
	 */
	async #flawOf({ name, sizeBytes, parts }) {
		const source = this.planned.get(name.replace(COPY, ''));
		if (source === undefined) return 'nobody uploaded it';
		if (sizeBytes !== source.sizeBytes) return `${sizeBytes} bytes instead of ${source.sizeBytes}`;
		const partSizes = parts.map((part) => part.sizeBytes);
		const expected = await sourceDigests(source, partSizes);
		const other = parts.filter(({ sha256 }, index) => sha256 !== expected[index]);
		if (other.length === 0) return undefined;
		return `other bytes in part ${other.map(({ partNumber }) => partNumber).join(', ')} of ${parts.length}`;
	}
}

module.exports = { FileWatch };
