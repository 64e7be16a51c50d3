import type { Locator } from 'playwright-core';

/** Opens the list of a field with fixed choices; the choices, from top to bottom. */
export async function openChoices(field: Locator): Promise<Locator> {
	await field.click();
	const choices = field.page().getByRole('option').filter({ visible: true });
	await choices.first().waitFor();
	return choices;
}

export async function chooseFrom(field: Locator, choice: string): Promise<void> {
	const choices = await openChoices(field);
	await choices.filter({ has: field.page().getByText(choice, { exact: true }) }).click();
	await choices.first().waitFor({ state: 'hidden' });
}
