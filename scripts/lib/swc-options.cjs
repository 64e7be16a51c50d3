'use strict';

/**
 * How tests compile what they load.
 *
 * @type {import('@swc/core').Options}
 */
const SWC_OPTIONS = {
	jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
	module: { type: 'commonjs' },
};

module.exports = { SWC_OPTIONS };
