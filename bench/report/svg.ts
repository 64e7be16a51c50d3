import type { Run } from '../loopback';
import { spread } from '../statistics';

const WIDTH = 760;
const ROW = 30;
const LABEL = 170;
const BAR = 440;
const HEAD = 44;

/** Bars of the median throughput, with a line from the slowest run to the fastest. */
export function toSvg(title: string, results: ReadonlyMap<string, readonly Run[]>): string {
	const speeds = [...results].map(([name, runs]) => ({
		name,
		...spread(runs.map((run) => run.mebibytesPerSecond)),
	}));
	const longest = Math.max(...speeds.map(({ max }) => max));
	const x = (value: number) => LABEL + (value / longest) * BAR;
	const rows = speeds.map(({ name, min, median, max }, index) => {
		const y = HEAD + index * ROW;
		const isOurs = /^(engine|node)/.test(name);
		return [
			`<text x="${LABEL - 10}" y="${y + 15}" text-anchor="end">${name}</text>`,
			`<rect x="${LABEL}" y="${y}" width="${(x(median) - LABEL).toFixed(1)}" height="20" rx="2" fill="${isOurs ? '#1677ff' : '#9aa5b1'}"/>`,
			`<path d="M${x(min).toFixed(1)} ${y + 10}H${x(max).toFixed(1)}" stroke="#1f2933" stroke-width="2"/>`,
			`<text x="${(x(max) + 8).toFixed(1)}" y="${y + 15}">${Math.round(median)} MiB/s</text>`,
		].join('\n');
	});
	const height = HEAD + speeds.length * ROW + 10;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="13" fill="#1f2933">`,
		`<rect width="100%" height="100%" fill="#ffffff"/>`,
		`<text x="10" y="24" font-size="15" font-weight="bold">${title}</text>`,
		...rows,
		'</svg>\n',
	].join('\n');
}
