'use strict';

/** One call in a hundred goes wrong: which ones, and how. */
const { FAULTS } = require('../fault-kinds.cjs');
const { MIB } = require('../sample-file.cjs');

const FAULT_RATE = 0.01;

/** What an upload's parts and queries are counted by; the node's own defaults, and DingTalk's limit. */
const PART_BYTES = 16 * MIB;
const PARTS_PER_QUERY = 30;

/** For calls that have no list of their own. */
const ANY_CALL = [
	{ kind: 'return', status: 500 },
	{ kind: 'return', status: 503 },
	{ kind: 'return', code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' },
	{ kind: 'reset-before-response' },
	{ kind: 'response-lost' },
	{ kind: 'truncated-json' },
	{ kind: 'short-answer' },
	{ kind: 'token-expired' },
];

/**
 * Refused without a reason that a repetition could change, as for a whole office behind one address: such an
 * execution fails, and is run again by Retry.
 */
const BANNED = { kind: 'ip-ban' };

/** @type {Record<string, object[]>} */
const KINDS = {
	...FAULTS,
	init: [...FAULTS.init, BANNED],
	commit: [...FAULTS.commit, BANNED],
	put: FAULTS.put.map(fitForPart),
};

/**
 * Parts are larger here than those of the other programs, and some are sent by a node that compares no checksums. A
 * part that was damaged is found out by a checksum only, so that no part may have both faults.
 *
 * @param {{ kind: string }} fault
 */
function fitForPart(fault) {
	if (fault.kind === 'slow') return { ...fault, bytesPerSecond: 4 * MIB };
	if (fault.kind === 'flip-byte') return { ...fault, partNumber: 2 };
	if (fault.kind === 'omit-etag') return { ...fault, partNumber: 1 };
	return fault;
}

/**
 * @param {Omit<import('./plan.cjs').Task, 'faults'>} task
 * @param {import('../random.cjs').Random} random
 * @returns {object[]}
 */
function drawFaults(task, random) {
	return callsOf(task)
		.filter(() => random.next() < FAULT_RATE)
		.map((operation) => ({ operation, ...random.pick(KINDS[operation] ?? ANY_CALL) }));
}

/**
 * The calls that a task makes when nothing goes wrong, by the emulator's names.
 *
 * @param {Omit<import('./plan.cjs').Task, 'faults'>} task
 */
function callsOf({ kind, files, method }) {
	const ofFiles = files.flatMap(({ sizeBytes }) => {
		const parts = Math.max(1, Math.ceil(sizeBytes / PART_BYTES));
		if (method === 'automatic' && parts === 1 && kind !== 'own') return ['uploadInfo', 'put', 'commit'];
		const queries = Array(Math.ceil(parts / PARTS_PER_QUERY)).fill('query');
		return ['init', ...queries, ...Array(parts).fill('put'), 'commit'];
	});
	return [...ofFiles, ...(FURTHER_CALLS[kind] ?? [])];
}

/** @type {Partial<Record<import('./plan.cjs').Kind, string[]>>} */
const FURTHER_CALLS = {
	folder: ['createFolder', 'createFolder'],
	path: ['createFolder', 'createFolder'],
	tidy: ['getDentry', 'downloadInfo', 'deleteDentry'],
	look: ['createFolder', 'listDentries', 'listDentries', 'listSpaces'],
};

module.exports = { drawFaults };
