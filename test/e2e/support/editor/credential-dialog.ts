import type { Locator, Page } from 'playwright-core';
import { readDownwards } from './legibility';

/** The dialog in which a credential is made, changed and tested. */
export class CredentialDialog {
	constructor(private readonly page: Page) {}

	/** From the form of an open node that has none yet. */
	async openNew(): Promise<void> {
		await this.page.getByText('Connect to DingTalk').click();
		await this.element.waitFor();
	}

	/** From the form of an open node: the one that the node uses. */
	async openUsed(): Promise<void> {
		await this.page.getByTestId('credential-edit-button').click();
		await this.element.waitFor();
	}

	get element(): Locator {
		return this.page.getByTestId('editCredential-modal');
	}

	/** What the test says, and the fields. */
	get form(): Locator {
		return this.page.getByTestId('node-credentials-config-container');
	}

	/** Of the fields that are to be seen, from top to bottom; a star for those that must be filled in. */
	async labels(): Promise<string[]> {
		return await readDownwards(this.form.locator('label'));
	}

	async fill(name: string, text: string): Promise<void> {
		await this.field(name).locator('input').fill(text);
	}

	/** n8n tests the credential then, and closes the dialog if the test succeeds. */
	async save(): Promise<void> {
		await this.page.getByTestId('credential-save-button').click();
	}

	async close(): Promise<void> {
		await this.element.getByRole('button', { name: 'Close' }).click();
		await this.element.waitFor({ state: 'hidden' });
	}

	field(name: string): Locator {
		return this.element.getByTestId(`parameter-input-${name}`);
	}
}
