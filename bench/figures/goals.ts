/** What a figure should be, and what it is. */
export interface Goal {
	readonly goal: string;
	readonly demanded: string;
	readonly measured: string;
	readonly isMet: boolean;
}

/** How a figure is written. */
export type Unit = (value: number) => string;

export const times: Unit = (value) => `${value.toFixed(2)} ×`;
export const percent: Unit = (value) => `${(value * 100).toFixed(1)} %`;
export const plain: Unit = (value) => String(Number(value.toFixed(2)));
export const inUnit =
	(unit: string, digits = 0): Unit =>
	(value) =>
		`${value.toFixed(digits)} ${unit}`;

/** Figures by the name of what was measured. Each of them must reach the bound. */
export type Figures = Readonly<Record<string, number>>;

/** The same figure of several contestants. */
export function figuresOf<Name extends string>(names: readonly Name[], of: (name: Name) => number): Figures {
	return Object.fromEntries(names.map((name) => [name, of(name)]));
}

/** @param besides figures that are told and not judged */
export function atLeast(goal: string, bound: number, unit: Unit, figures: Figures, besides?: Figures): Goal {
	const isMet = Object.values(figures).every((value) => value >= bound);
	return { goal, demanded: `≥ ${unit(bound)}`, measured: describe(unit, figures, besides), isMet };
}

/** @param besides figures that are told and not judged */
export function atMost(goal: string, bound: number, unit: Unit, figures: Figures, besides?: Figures): Goal {
	const isMet = Object.values(figures).every((value) => value <= bound);
	return { goal, demanded: `≤ ${unit(bound)}`, measured: describe(unit, figures, besides), isMet };
}

function describe(unit: Unit, figures: Figures, besides: Figures = {}): string {
	const list = (named: Figures) =>
		Object.entries(named)
			.map(([name, value]) => `${name}: ${unit(value)}`)
			.join('; ');
	return [list(figures), list(besides) && `(${list(besides)})`].filter(Boolean).join(' ');
}
