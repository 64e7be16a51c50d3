import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../../support/eventually';
import { chooseFrom } from './choices';

/** A field of the form of which the value can be picked from a list, or given in other ways. */
export class LocatorField {
	constructor(
		private readonly page: Page,
		private readonly name: string,
	) {}

	get element(): Locator {
		return this.page.getByTestId(`parameter-input-${this.name}`);
	}

	/** The way in which the value is given, such as `By ID`. */
	async chooseMode(name: string): Promise<void> {
		await chooseFrom(this.element.getByTestId('rlc-mode-selector'), name);
	}

	/** What the field shows. */
	async shown(): Promise<string> {
		return await this.element.getByTestId('rlc-input-container').locator('input').inputValue();
	}

	async fill(text: string): Promise<void> {
		await this.element.getByTestId('rlc-input-container').locator('input').fill(text);
	}

	async openList(): Promise<void> {
		await this.element.getByTestId('rlc-input').click();
		await this.page.getByTestId('rlc-search').waitFor();
	}

	/** Types into the search field of the open list. */
	async search(text: string): Promise<void> {
		await this.page.getByTestId('rlc-search').fill(text);
	}

	/** The entries of the open list, from top to bottom. */
	get entries(): Locator {
		return this.page.getByTestId('rlc-item');
	}

	/** Waits until the open list offers these and nothing else, which takes n8n a moment after every letter. */
	async offers(...expected: string[]): Promise<void> {
		let seen: string[] = [];
		await eventually(
			async () => {
				seen = await this.entries.allInnerTexts();
				return seen.join('\n') === expected.join('\n');
			},
			`a list of ${expected.join(', ')}`,
		).catch((error: unknown) => {
			throw new Error(`The list of ${this.name} shows ${seen.join(', ')}.`, { cause: error });
		});
	}

	/** What stands in the place of the open list where there is none. */
	get refusal(): Locator {
		return this.page.getByTestId('rlc-error-container');
	}

	async choose(entry: string): Promise<void> {
		await this.entries.getByText(entry, { exact: true }).click();
		await this.page.getByTestId('rlc-search').waitFor({ state: 'hidden' });
	}
}
