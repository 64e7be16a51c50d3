'use strict';

/**
 * `Map.groupBy`, which Node has from 21 on.
 *
 * @template T, K
 * @param {Iterable<T>} entries
 * @param {(entry: T) => K} keyOf
 * @returns {Map<K, T[]>}
 */
function groupBy(entries, keyOf) {
	/** @type {Map<K, T[]>} */
	const groups = new Map();
	for (const entry of entries) {
		const key = keyOf(entry);
		const group = groups.get(key);
		if (group) group.push(entry);
		else groups.set(key, [entry]);
	}
	return groups;
}

module.exports = { groupBy };
