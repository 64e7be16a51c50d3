'use strict';

const util = require('node:util');

/**
 * Everything that can be reached from a value as one text: private and hidden properties, getters, causes,
 * and what its `toJSON` makes of it.
 *
 * @param {unknown} value
 */
function inspectDeep(value) {
	const { jsonStringify } = require('n8n-workflow');
	const text = util.inspect(value, {
		depth: Infinity,
		showHidden: true,
		getters: true,
		maxArrayLength: Infinity,
		maxStringLength: Infinity,
		breakLength: Infinity,
	});
	return `${text}\n${jsonStringify(value, { replaceCircularRefs: true })}`;
}

module.exports = { inspectDeep };
