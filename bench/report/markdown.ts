import type { Goal } from '../figures/goals';
import type { Section } from './section';

/** The whole report: the machine, a table for each section, and the goals at the end. */
export function toMarkdown(
	machine: Readonly<Record<string, string>>,
	sections: readonly Section[],
	goals: readonly Goal[],
): string {
	const met = goals.filter(({ isMet }) => isMet).length;
	return [
		'# Results\n',
		'Medians; before the runs that count there was one that does not.\n',
		...Object.entries(machine).map(([name, value]) => `- ${name}: ${value}`),
		'',
		...sections.map(({ title, note, head, rows }) => `## ${title}\n\n${note}\n\n${table(head, rows)}`),
		`## Goals\n\n${met} of ${goals.length} met. All of the named must reach what is demanded; what is in brackets is not judged.\n`,
		table(
			['goal', 'demanded', 'measured', ''],
			goals.map(({ goal, demanded, measured, isMet }) => [
				goal,
				demanded,
				measured,
				isMet ? 'met' : '**not met**',
			]),
		),
	].join('\n');
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}
