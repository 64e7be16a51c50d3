'use strict';

/** Known weaknesses: in what we ship they fail, in our tools they are shown, since those reach no user of the node. */
const { ROOT } = require('../paths.cjs');
const { alone, npmAudit } = require('./npm-audit.cjs');

/** The only package inside the bundles: test/unit/architecture.test.ts allows the product no other. */
const BUNDLED = 'undici';

/** @type {import('./npm-audit.cjs').Severity[]} */
const FAILING = ['high', 'critical'];

/** @param {import('./npm-audit.cjs').AuditReport} report */
const advisoriesOf = ({ vulnerabilities }) =>
	Object.values(vulnerabilities)
		.flatMap(({ via }) => via)
		.filter((cause) => typeof cause !== 'string');

/**
 * @param {string} [registry] instead of the one that npm is set to
 * @returns {Promise<{ outcome: 'passed' | 'failed' | 'not audited', lines: string[] }>}
 */
async function audit(registry) {
	let bundled, all;
	try {
		bundled = advisoriesOf(await npmAudit(alone(BUNDLED), registry));
		all = await npmAudit(ROOT, registry);
	} catch (error) {
		// A mirror that hands out packages need not know their weaknesses. That is no fault of the change that is
		// tested, so it does not fail; and nobody has looked, so it does not pass either.
		const { message } = /** @type {Error} */ (error);
		return {
			outcome: 'not audited',
			lines: [`Not audited: ${message}. Ask one that audits: npm audit --registry=…`],
		};
	}
	const isFailing = bundled.some(({ severity }) => FAILING.includes(severity));
	return {
		outcome: isFailing ? 'failed' : 'passed',
		lines: [
			...bundled.map(
				({ severity, title, url }) => `${BUNDLED}, which is in the package: ${severity}, ${title}, ${url}`,
			),
			...(isFailing
				? [`Install a version of ${BUNDLED} without it: npm install --save-exact -D ${BUNDLED}@…`]
				: []),
			describeTools(all),
		],
	};
}

/** @param {import('./npm-audit.cjs').AuditReport} report */
function describeTools({ vulnerabilities }) {
	const names = Object.values(vulnerabilities)
		.filter(({ severity }) => FAILING.includes(severity))
		.map(({ name }) => name);
	return names.length > 0
		? `Tools with a weakness that is high or worse (npm audit tells more): ${names.join(', ')}`
		: 'No tool has a weakness that is high or worse';
}

module.exports = { audit };
