'use strict';

/** Lines over time, on the paper of all pictures of the project. */
const { WIDTH, escapeXml } = require('../svg-page.cjs');

const LEFT = 64;
const RIGHT = WIDTH - 24;
const TOP = 62;
const PLOT_HEIGHT = 150;
const BOTTOM = TOP + PLOT_HEIGHT;
const HEIGHT = BOTTOM + 44;

const STYLE = `.line { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
.line.first { stroke: var(--first); } .line.second { stroke: var(--second); }
.key.first { fill: var(--first); } .key.second { fill: var(--second); }
.grid { stroke: var(--edge); }
.shade { fill: var(--shade); }`;

/** Steps between the lines of a grid, times a power of ten. */
const STEPS = [1, 2, 5, 10];
const GRID_LINES = 4;

const COLOURS = ['first', 'second'];

/**
 * @typedef {object} LineChart
 * @property {string} title
 * @property {string} note unit, and what else a reader must know
 * @property {number} minutes that the picture is wide
 * @property {{ name: string, points: [minute: number, value: number][] }[]} lines two at the most
 * @property {{ name: string, share: readonly [number, number] }[]} [shades] parts of the width that stand out
 */

/**
 * @param {LineChart} chart
 * @returns {{ drawn: string, height: number }}
 */
function drawLines({ title, note, minutes, lines, shades = [] }) {
	const largest = Math.max(...lines.flatMap(({ points }) => points.map(([, value]) => value)), 0);
	const valueStep = stepFor(largest);
	const top = Math.max(valueStep, Math.ceil(largest / valueStep) * valueStep);
	const x = (/** @type {number} */ minute) => round(LEFT + (minute / minutes) * (RIGHT - LEFT));
	const y = (/** @type {number} */ value) => round(BOTTOM - (value / top) * PLOT_HEIGHT);
	const drawn = [
		`<text class="title" x="20" y="28">${escapeXml(title)}</text>`,
		`<text class="faint" x="20" y="46">${escapeXml(note)}</text>`,
		...shades.map(({ name, share: [from, to] }) => drawShade(name, x(from * minutes), x(to * minutes))),
		...multiples(valueStep, top).map((value) => drawValue(value, y(value))),
		...multiples(stepFor(minutes), minutes).map((minute) => drawMinute(minute, x(minute))),
		...lines.map(({ points }, index) => {
			const path = points.map(([minute, value], at) => `${at ? 'L' : 'M'}${x(minute)} ${y(value)}`);
			return `<path class="line ${COLOURS[index]}" d="${path.join('')}"/>`;
		}),
		...(lines.length > 1 ? lines.map(({ name }, index) => drawKey(name, index)) : []),
	];
	return { drawn: drawn.join('\n'), height: HEIGHT };
}

/** @param {string} name @param {number} index */
function drawKey(name, index) {
	const x = RIGHT - 150 * (COLOURS.length - index);
	return `<rect class="key ${COLOURS[index]}" x="${x}" y="18" width="12" height="12" rx="2"/><text class="faint" x="${x + 18}" y="28">${escapeXml(name)}</text>`;
}

/** @param {string} name @param {number} from @param {number} to */
function drawShade(name, from, to) {
	return `<rect class="shade" x="${from}" y="${TOP}" width="${round(to - from)}" height="${PLOT_HEIGHT}"/><text class="faint" x="${round((from + to) / 2)}" y="${BOTTOM + 34}" text-anchor="middle">${escapeXml(name)}</text>`;
}

/** @param {number} value @param {number} y */
function drawValue(value, y) {
	return `<path class="grid" d="M${LEFT} ${y}H${RIGHT}"/><text class="faint" x="${LEFT - 8}" y="${y + 4}" text-anchor="end">${value.toLocaleString('en')}</text>`;
}

/** @param {number} minute @param {number} x */
function drawMinute(minute, x) {
	return `<text class="faint" x="${x}" y="${BOTTOM + 17}" text-anchor="middle">${minute.toLocaleString('en')}${minute === 0 ? ' min' : ''}</text>`;
}

/** @param {number} largest */
function stepFor(largest) {
	const least = Math.max(largest, 1e-9) / GRID_LINES;
	const power = 10 ** Math.floor(Math.log10(least));
	return (STEPS.find((step) => step * power >= least) ?? 10) * power;
}

/** @param {number} step @param {number} last */
function multiples(step, last) {
	return Array.from({ length: Math.floor(last / step + 1e-9) + 1 }, (_, index) =>
		Number((index * step).toPrecision(12)),
	);
}

/** @param {number} value */
const round = (value) => Number(value.toFixed(1));

/**
 * For those who do not see the picture.
 *
 * @param {LineChart} chart
 */
function describeLines({ title, lines }) {
	const ranges = lines.map(({ name, points }) => {
		const values = points.map(([, value]) => Math.round(value));
		return `${name} from ${Math.min(...values)} to ${Math.max(...values)}`;
	});
	return `${title}: ${ranges.join(', ')}`;
}

module.exports = { drawLines, describeLines, STYLE };
