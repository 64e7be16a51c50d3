'use strict';

/** The paper that pictures for the documents are drawn on. */

const WIDTH = 820;

/**
 * Follows the system's colours where the viewer allows; its own background keeps it readable on a page
 * of the other kind.
 */
const STYLE = `
svg { --page: #ffffff; --edge: #d0d7de; --ink: #1f2328; --faint: #656d76; --first: #1677ff; --second: #d4691e; --shade: #848d971f; --floor: #848d97; --theirs: #c5ccd3; }
@media (prefers-color-scheme: dark) {
svg { --page: #0d1117; --edge: #30363d; --ink: #e6edf3; --faint: #8d96a0; --first: #4493f8; --second: #f0883e; --shade: #8d96a024; --floor: #7d8590; --theirs: #484f58; }
}
text { font: 13px -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; fill: var(--ink); }
.title { font-size: 15px; font-weight: 600; }
.faint { fill: var(--faint); font-size: 12px; }
.page { fill: var(--page); stroke: var(--edge); }`;

/**
 * Pictures one below the other.
 *
 * @param {object} options
 * @param {string} options.description for those who do not see it
 * @param {string} options.style of what is drawn
 * @param {{ drawn: string, height: number }[]} options.pictures
 */
function svgPage({ description, style, pictures }) {
	const height = pictures.reduce((sum, picture) => sum + picture.height, 0);
	let top = 0;
	const placed = pictures.map((picture) => {
		const group = `<g transform="translate(0 ${top})">\n${picture.drawn}\n</g>`;
		top += picture.height;
		return group;
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
		`<title>${escapeXml(description)}</title>`,
		`<style>${STYLE}\n${style}\n</style>`,
		`<rect class="page" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6"/>`,
		...placed,
		'</svg>\n',
	].join('\n');
}

/** @param {string} text */
function escapeXml(text) {
	return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

module.exports = { WIDTH, svgPage, escapeXml };
