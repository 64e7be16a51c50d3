'use strict';

/** CHANGELOG.md in the form of keepachangelog.com: what a release says about itself. */

/** `## [0.1.0] - 2026-11-27` or `## [Unreleased]`. */
const HEADING = /^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?[ \t]*$/gm;
const UNRELEASED = 'Unreleased';

/** @typedef {{ version: string, date: string | undefined, text: string }} Section */

/**
 * @param {string} changelog
 * @returns {Section[]} as they stand in the file, the newest first
 */
function sectionsOf(changelog) {
	const headings = [...changelog.matchAll(HEADING)];
	return headings.map((heading, index) => ({
		version: String(heading[1]),
		date: heading[2],
		text: changelog.slice(heading.index + heading[0].length, headings[index + 1]?.index).trim(),
	}));
}

/** @param {string} date */
const isDate = (date) => new Date(date).toJSON()?.startsWith(date) === true;

/**
 * @param {string} changelog
 * @param {string} version of package.json
 * @returns {Section & { date: string }}
 */
function releaseSection(changelog, version) {
	const newest = sectionsOf(changelog).find((section) => section.version !== UNRELEASED);
	if (newest?.version !== version) {
		const found = newest === undefined ? 'has no version' : `begins with ${newest.version}`;
		throw new Error(`CHANGELOG.md ${found}: write the section [${version}] on top, or set the version.`);
	}
	const { date, text } = newest;
	if (date === undefined || !isDate(date)) {
		throw new Error(`CHANGELOG.md says no day for ${version}: ## [${version}] - YYYY-MM-DD`);
	}
	// Headings alone are no news.
	if (!/^- \S/m.test(text)) throw new Error(`CHANGELOG.md says nothing about ${version}.`);
	return { version, date, text };
}

/**
 * @param {string} changelog
 * @returns {string}
 */
function checkNothingUnreleased(changelog) {
	const left = sectionsOf(changelog).find((section) => section.version === UNRELEASED && section.text !== '');
	if (left) throw new Error('CHANGELOG.md has news under [Unreleased]: move them to the version.');
	return 'CHANGELOG.md keeps nothing back';
}

module.exports = { releaseSection, checkNothingUnreleased };
