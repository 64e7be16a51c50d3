import { requireScript } from '../contestants/installed';
import type { Bar, Chart } from './chart';

/** Its paper is that of all pictures of the project. */
const { svgPage, escapeXml } = requireScript(
	'svg-page.cjs',
) as typeof import('../../scripts/lib/svg-page.cjs');

const LABEL = 180;
const BAR = 520;
/** Where the figures end, right of the longest bar. */
const FIGURE = 780;
const BAR_HEIGHT = 20;
const ROW = 30;
/** Above the first bar of a chart, and below the last one. */
const CHART_HEAD = 58;
const CHART_FOOT = 22;

const STYLE = `.ours { font-weight: 600; }
rect.ours { fill: var(--first); } rect.floor { fill: var(--floor); } rect.theirs { fill: var(--theirs); }
.range { stroke: var(--ink); stroke-width: 1.5; opacity: 0.65; }
.ceiling { stroke: var(--faint); stroke-dasharray: 4 3; }`;

/** Bars of the median throughput, each with a line from the slowest run to the fastest. */
export function toSvg(charts: readonly Chart[]): string {
	return svgPage({
		description: charts.map(describe).join('. '),
		style: STYLE,
		pictures: charts.map((chart) => ({
			drawn: drawChart(chart),
			height: CHART_HEAD + chart.bars.length * ROW + CHART_FOOT,
		})),
	});
}

function drawChart({ title, bars, ceiling }: Chart): string {
	const longest = Math.max(...bars.map(({ max }) => max), ceiling?.value ?? 0);
	const x = (value: number) => Number((LABEL + (value / longest) * BAR).toFixed(1));
	const bottom = CHART_HEAD + bars.length * ROW;
	return [
		`<text class="title" x="20" y="28">${escapeXml(title)}</text>`,
		'<text class="faint" x="20" y="46">MiB/s, median; the thin line runs from the slowest run to the fastest</text>',
		...bars.map((bar, index) => drawBar(bar, CHART_HEAD + index * ROW + (ROW - BAR_HEIGHT) / 2, x)),
		...(ceiling
			? [
					`<path class="ceiling" d="M${x(ceiling.value)} ${CHART_HEAD}V${bottom}"/>`,
					`<text class="faint" x="${x(ceiling.value)}" y="${bottom + 12}" text-anchor="middle">${escapeXml(ceiling.label)}</text>`,
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
		`<text ${label}x="${LABEL - 10}" y="${textY}" text-anchor="end">${escapeXml(name)}</text>`,
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
