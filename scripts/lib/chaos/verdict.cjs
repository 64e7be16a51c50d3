'use strict';

/** What was promised, and whether it was kept. */
const { judgement } = require('../judgement.cjs');

/** @typedef {import('./upload-driver.cjs').Upload} Upload */

/**
 * @param {import('./upload-driver.cjs').UploadDriver} driver
 * @param {import('./file-watch.cjs').FileWatch} watch
 * @returns {import('../judgement.cjs').Judgement[]}
 */
function judge({ uploads, book }, watch) {
	const filesOf = (/** @type {Upload} */ { planned }) => watch.filesOf(planned.name);
	const named = (/** @type {Upload} */ { planned }) => planned.name;
	const with_ = (/** @type {string[]} */ ...strategies) =>
		uploads.filter(({ planned }) => strategies.includes(planned.strategy));

	const successes = uploads.flatMap((upload) =>
		book
			.of(named(upload))
			.filter(({ status }) => status === 'success')
			.map((execution) => ({ upload, execution })),
	);
	return [
		judgement(
			'An execution that n8n calls a success has stored the whole file',
			successes,
			({ upload, execution }) => filesOf(upload).some(({ id }) => id === execution.output?.fileId),
			({ upload, execution }) => `${named(upload)}, execution ${execution.id}`,
		),
		{
			promise:
				'Every file, and every version of it, that was ever to be seen is whole and has the bytes of its source',
			kept: watch.compared - watch.violations.length,
			of: watch.compared,
			broken: watch.violations,
		},
		judgement('Every upload comes to an end', uploads, ({ state }) => state !== 'gaveUp', named),
		judgement(
			'Replace and Keep Existing leave exactly one file',
			with_('replace', 'keep'),
			(upload) => filesOf(upload).length === 1,
			named,
		),
		judgement('Fail leaves exactly one file', with_('fail'), (upload) => filesOf(upload).length === 1, named),
		judgement(
			'Rename Automatically leaves at least one file',
			with_('rename'),
			(upload) => filesOf(upload).length >= 1,
			named,
		),
	];
}

module.exports = { judge };
