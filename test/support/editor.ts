import { chromium, selectors, type Browser, type Locator, type Page } from 'playwright-core';
import { findChromium, HOW_TO_GET_CHROMIUM } from '../../scripts/lib/chromium.cjs';
import { isolatedEnvironment } from '../../scripts/lib/environment.cjs';
import type { Session } from '../e2e/setup/session';

// Chromium refuses its sandbox to root, as which CI runs; /dev/shm is too small in containers.
const CHROMIUM_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
const VIEWPORT = { width: 1440, height: 860 };
/** The editor's first load takes 6 s on two idle cores. */
const WAIT_MS = 30_000;

/** n8n's editor in a browser without a screen, signed in as the owner. */
export class Editor {
	private constructor(
		private readonly browser: Browser,
		private readonly page: Page,
	) {}

	static async open({ baseUrl, cookie }: Session, home: string): Promise<Editor> {
		const executablePath = findChromium();
		if (executablePath === undefined) throw new Error(HOW_TO_GET_CHROMIUM);
		selectors.setTestIdAttribute('data-test-id');
		const browser = await chromium.launch({
			executablePath,
			args: CHROMIUM_ARGS,
			env: isolatedEnvironment(home) as Record<string, string>,
		});
		const context = await browser.newContext({ viewport: VIEWPORT });
		context.setDefaultTimeout(WAIT_MS);
		const [name = '', ...value] = cookie.split('=');
		await context.addCookies([{ name, value: value.join('='), url: baseUrl }]);
		return new Editor(browser, await context.newPage());
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	async screenshot(file: string): Promise<void> {
		// Tooltips and highlights follow the pointer.
		await this.page.mouse.move(VIEWPORT.width / 2, VIEWPORT.height - 1);
		await this.page.screenshot({ path: file, animations: 'disabled' });
	}

	async openWorkflow(url: string): Promise<void> {
		await this.page.goto(url);
		await this.canvasNode().first().waitFor();
	}

	/** A node on the canvas. */
	canvasNode(name?: string): Locator {
		const node = this.page.getByTestId('canvas-node');
		return name === undefined ? node : node.and(this.page.locator(`[data-node-name="${name}"]`));
	}

	/** Opens the nodes panel at the end of the workflow and searches it. */
	async searchNodes(text: string): Promise<void> {
		await this.page.getByTestId('canvas-handle-plus-wrapper').last().click();
		await this.page.getByTestId('node-creator-search-bar').fill(text);
	}

	/** The entries of the nodes panel: nodes, or the actions of the chosen one. */
	panelEntry(name: string): Locator {
		return this.page.getByTestId('node-creator-item-name').filter({ hasText: name });
	}

	/** Chooses an entry of a resource locator's list. */
	async chooseFromList(parameter: string, entry: string): Promise<void> {
		const input = this.page.getByTestId(`parameter-input-${parameter}`);
		await input.getByTestId('rlc-input').click();
		await this.page.getByTestId('rlc-item').filter({ hasText: entry }).click();
	}

	/** The dialog of an open node. */
	get nodeDialog(): Locator {
		return this.page.getByTestId('ndv');
	}

	async executeStep(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
	}

	/** Shows the data on one side of an open node as JSON: all of it, where the table would need scrolling. */
	async showJson(side: 'input' | 'output'): Promise<void> {
		const panel = this.page.getByTestId(side === 'input' ? 'ndv-input-panel' : 'output-panel');
		await panel.getByTestId('radio-button-json').click();
	}

	/** Closes the message in the corner, which covers a part of the result. */
	async dismissMessage(text: string): Promise<void> {
		const message = this.page.getByRole('alert').filter({ hasText: text });
		await message.locator('.el-notification__closeBtn').click();
		await message.waitFor({ state: 'hidden' });
	}

	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.nodeDialog.waitFor({ state: 'hidden' });
	}
}
