import type { Locator } from 'playwright-core';

/**
 * The texts in a part of the page of which a reader does not see all: they are longer than their field, or run out of a
 * box that hides what does not fit. What can be scrolled to counts as seen.
 */
export async function cutOffTexts(part: Locator): Promise<string[]> {
	return await part.evaluate((root): string[] => {
		const { defaultView: window } = root.ownerDocument;
		const ruler = root.ownerDocument.createElement('canvas').getContext('2d');
		const { TEXT_NODE } = window.Node;

		const isVisible = (element: typeof root) =>
			element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

		const isLongerThanField = (field: typeof root, text: string) => {
			const style = window.getComputedStyle(field);
			ruler.font = style.font;
			const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
			return ruler.measureText(text).width > room + 1;
		};

		const runsOut = (node: typeof root) => {
			const range = root.ownerDocument.createRange();
			range.selectNodeContents(node);
			const text = range.getBoundingClientRect();
			for (let box = node.parentElement; box && root.contains(box); box = box.parentElement) {
				const edge = box.getBoundingClientRect();
				const { overflowX, overflowY } = window.getComputedStyle(box);
				if (overflowX === 'hidden' && (text.right > edge.right + 1 || text.left < edge.left - 1)) return true;
				if (overflowY === 'hidden' && (text.bottom > edge.bottom + 1 || text.top < edge.top - 1)) return true;
				if ([overflowX, overflowY].some((overflow) => overflow === 'auto' || overflow === 'scroll')) break;
			}
			return text.left < -1 || text.right > window.innerWidth + 1;
		};

		const found: string[] = [];
		for (const element of [root, ...root.querySelectorAll('*')].filter(isVisible)) {
			if (element.tagName === 'INPUT') {
				const text = element.type === 'password' ? '' : element.value || element.placeholder;
				if (isLongerThanField(element, text)) found.push(text);
			}
			for (const node of element.childNodes) {
				const text = node.nodeType === TEXT_NODE ? node.textContent.trim() : '';
				if (text !== '' && runsOut(node)) found.push(text);
			}
		}
		return found;
	});
}

/** What one reads of several things that are to be seen, the uppermost first: only the first line of each. */
export async function readDownwards(things: Locator): Promise<string[]> {
	return await things.filter({ visible: true }).evaluateAll((elements): string[] =>
		elements
			.map((element) => ({
				top: element.getBoundingClientRect().top as number,
				text: (element.innerText as string).split('\n', 1)[0]?.trim() ?? '',
			}))
			.sort((one, other) => one.top - other.top)
			.map(({ text }) => text),
	);
}

/** Whether a text is written in light letters, as they are on a dark background. */
export async function isInLightLetters(text: Locator): Promise<boolean> {
	return await text.evaluate((element): boolean => {
		const { defaultView: window } = element.ownerDocument;
		const dot = element.ownerDocument.createElement('canvas').getContext('2d');
		dot.fillStyle = window.getComputedStyle(element).color;
		dot.fillRect(0, 0, 1, 1);
		const [red, green, blue] = dot.getImageData(0, 0, 1, 1).data;
		return (red + green + blue) / 3 > 127;
	});
}
