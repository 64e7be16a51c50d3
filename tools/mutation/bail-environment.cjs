'use strict';

/**
 * Jest's environment for Node, which skips the other tests once one has noticed the mutant: Jest's own `bail` does
 * not work under Stryker, and where one test waits for ever the next ones do as well.
 */
const { TestEnvironment } = require('jest-environment-node');

/**
 * The mutant of which enough is known; all test files run in one process.
 * @type {string | undefined}
 */
let noticedMutant;

module.exports = class BailEnvironment extends TestEnvironment {
	/** @param {import('@jest/types').Circus.Event} event */
	handleTestEvent(event) {
		const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
		if (event.name === 'test_fn_failure' || event.name === 'hook_failure') noticedMutant = mutant;
		const isNoticed = mutant !== undefined && mutant === noticedMutant;
		if (event.name === 'test_start' && isNoticed) event.test.mode = 'skip';
	}
};
