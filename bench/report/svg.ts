import type { Bar, Chart } from './chart';

const WIDTH = 820;
const LABEL = 180;
const BAR = 520;
/** Where the figures end, right of the longest bar. */
const FIGURE = 780;
const BAR_HEIGHT = 20;
const ROW = 30;
/** Above the first bar of a chart, and below the last one. */
const CHART_HEAD = 58;
const CHART_FOOT = 22;

/**
 * Follows the system's colours where the viewer allows; its own background keeps it readable on a page
 * of the other kind.
 */
const STYLE = `
svg { --page: #ffffff; --edge: #d0d7de; --ink: #1f2328; --faint: #656d76; --ours: #1677ff; --floor: #848d97; --theirs: #c5ccd3; }
@media (prefers-color-scheme: dark) {
svg { --page: #0d1117; --edge: #30363d; --ink: #e6edf3; --faint: #8d96a0; --ours: #4493f8; --floor: #7d8590; --theirs: #484f58; }
}
text { font: 13px -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; fill: var(--ink); }
.title { font-size: 15px; font-weight: 600; }
.faint { fill: var(--faint); font-size: 12px; }
.ours { font-weight: 600; }
rect.ours { fill: var(--ours); } rect.floor { fill: var(--floor); } rect.theirs { fill: var(--theirs); }
.range { stroke: var(--ink); stroke-width: 1.5; opacity: 0.65; }
.ceiling { stroke: var(--faint); stroke-dasharray: 4 3; }
.page { fill: var(--page); stroke: var(--edge); }`;

/** Bars of the median throughput, each with a line from the slowest run to the fastest. */
export function toSvg(charts: readonly Chart[]): string {
	const heights = charts.map(({ bars }) => CHART_HEAD + bars.length * ROW + CHART_FOOT);
	const height = heights.reduce((sum, chartHeight) => sum + chartHeight, 0);
	const drawn = charts.map((chart, index) => {
		const top = heights.slice(0, index).reduce((sum, chartHeight) => sum + chartHeight, 0);
		return `<g transform="translate(0 ${top})">\n${drawChart(chart)}\n</g>`;
	});
	const description = charts.map(describe).join('. ');
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
		`<title>${escape(description)}</title>`,
		`<style>${STYLE}\n</style>`,
		`<rect class="page" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6"/>`,
		...drawn,
		'</svg>\n',
	].join('\n');
}

function drawChart({ title, bars, ceiling }: Chart): string {
	const longest = Math.max(...bars.map(({ max }) => max), ceiling?.value ?? 0);
	const x = (value: number) => Number((LABEL + (value / longest) * BAR).toFixed(1));
	const bottom = CHART_HEAD + bars.length * ROW;
	return [
		`<text class="title" x="20" y="28">${escape(title)}</text>`,
		'<text class="faint" x="20" y="46">MiB/s, median; the thin line runs from the slowest run to the fastest</text>',
		...bars.map((bar, index) => drawBar(bar, CHART_HEAD + index * ROW + (ROW - BAR_HEIGHT) / 2, x)),
		...(ceiling
			? [
					`<path class="ceiling" d="M${x(ceiling.value)} ${CHART_HEAD}V${bottom}"/>`,
					`<text class="faint" x="${x(ceiling.value)}" y="${bottom + 12}" text-anchor="middle">${escape(ceiling.label)}</text>`,
				]
			: []),
	].join('\n');
}

function drawBar({ name, min, median, max }: Bar, y: number, x: (value: number) => number): string {
	const kind = kindOf(name);
	const middle = y + BAR_HEIGHT / 2;
	const textY = y + 15;
	const label = kind === 'ours' ? 'class="ours" ' : '';
	return [
		`<text ${label}x="${LABEL - 10}" y="${textY}" text-anchor="end">${escape(name)}</text>`,
		`<rect class="${kind}" x="${LABEL}" y="${y}" width="${(x(median) - LABEL).toFixed(1)}" height="${BAR_HEIGHT}" rx="3"/>`,
		`<path class="range" d="M${x(min)} ${middle}H${x(max)}"/>`,
		`<text ${label}x="${FIGURE}" y="${textY}" text-anchor="end">${figure(median)}</text>`,
	].join('\n');
}

function kindOf(name: string): 'ours' | 'floor' | 'theirs' {
	if (/^(engine|node)/.test(name)) return 'ours';
	return name === 'curl' ? 'floor' : 'theirs';
}

/** For those who do not see the picture. */
function describe({ title, bars }: Chart): string {
	return `${title}: ${bars.map(({ name, median }) => `${name} ${figure(median)} MiB/s`).join(', ')}`;
}

function figure(value: number): string {
	const digits = value < 100 ? 1 : 0;
	return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function escape(text: string): string {
	return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
