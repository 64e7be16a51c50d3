import type { Locator, Page } from 'playwright-core';
import { readDownwards } from './legibility';
import { LocatorField } from './locator-field';

/** The dialog of an open node: its input on the left, its form in the middle, its output on the right. */
export class NodeDialog {
	constructor(private readonly page: Page) {}

	get element(): Locator {
		return this.page.getByTestId('ndv');
	}

	async close(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.element.waitFor({ state: 'hidden' });
	}

	/** The column in the middle, with its tabs. */
	get column(): Locator {
		return this.form.locator('xpath=..');
	}

	get form(): Locator {
		return this.page.getByTestId('node-parameters');
	}

	/** The names of all fields, from top to bottom. */
	async labels(): Promise<string[]> {
		return await readDownwards(this.form.locator('label'));
	}

	/** A field that is chosen from a list or given in other ways. */
	locatorField(name: string): LocatorField {
		return new LocatorField(this.page, name);
	}

	field(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	/** Makes the window as high as the form needs to be seen without scrolling. */
	async showWholeForm(): Promise<void> {
		const missing = await this.form.evaluate(
			(element): number => element.scrollHeight - element.clientHeight,
		);
		const { width, height } = this.page.viewportSize() ?? { width: 0, height: 0 };
		await this.page.setViewportSize({ width, height: height + missing });
	}

	async executeStep(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
	}

	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/** Shows the data on one side in another way. */
	async show(side: 'input' | 'output', way: 'schema' | 'table' | 'json'): Promise<void> {
		const panel = side === 'input' ? this.page.getByTestId('ndv-input-panel') : this.output;
		await panel.getByTestId(`radio-button-${way}`).click();
	}

	/** What the node wants to say although all went well. */
	get hints(): Locator {
		return this.output.getByTestId('run-data-hints');
	}

	get errorMessage(): Locator {
		return this.output.getByTestId('node-error-message');
	}

	get errorDescription(): Locator {
		return this.output.getByTestId('node-error-description');
	}
}
