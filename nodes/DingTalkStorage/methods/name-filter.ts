import type { Guide, Located } from './folder-walk';

/** What the user is to choose. */
export type Wanted = 'FILE' | 'FOLDER';

/** `／` is how Chinese input methods write it where they are set to full width. */
const SLASH = /[/／]/;

/** Text as it is compared: neither case, blanks around it nor the width of its letters counts. */
export function foldText(text: string): string {
	return text.normalize('NFKC').trim().toLowerCase();
}

/** How to look for what the user has typed: words anywhere in the space, a path from its root. */
export function guideFor(filter: string, wanted: Wanted): Guide {
	const [beforeSlash = '', ...names] = filter.split(SLASH);
	return beforeSlash === '' && names.length > 0 ? guideAlong(names, wanted) : guideEverywhere(filter, wanted);
}

function guideEverywhere(filter: string, wanted: Wanted): Guide {
	const words = foldText(filter);
	const textOf = ({ path, name }: Located) => foldText(words.includes('/') ? path : name);
	return (page) => ({
		offered: page.filter((entry) => entry.type === wanted && textOf(entry).includes(words)),
		entered: page.filter(isFolder),
	});
}

/** The folders of the path are entered; the last name is a part of the names that are offered there. */
function guideAlong(names: readonly string[], wanted: Wanted): Guide {
	const steps = names.slice(0, -1).filter((name) => name.trim() !== '');
	const words = foldText(names.at(-1) ?? '');
	return (page, depth) => {
		const step = steps[depth];
		if (step === undefined) {
			const offered = page.filter(({ type, name }) => type === wanted && foldText(name).includes(words));
			return { offered, entered: [] };
		}
		const alike = page.filter((entry) => isFolder(entry) && foldText(entry.name) === foldText(step));
		const exact = alike.filter(({ name }) => name === step);
		const isExact = exact.length > 0;
		return { offered: [], entered: isExact ? exact : alike, isLastPage: isExact };
	};
}

function isFolder({ type }: Located): boolean {
	return type === 'FOLDER';
}
