import path from 'node:path';
import { chromium, selectors, type Browser, type Locator, type Page } from 'playwright-core';
import { findChromium, HOW_TO_GET_CHROMIUM } from '../../../../scripts/lib/chromium.cjs';
import { isolatedEnvironment } from '../../../../scripts/lib/environment.cjs';
import { E2E_FOLDER, sharedSession } from '../../setup/session';
import { CredentialDialog } from './credential-dialog';
import { NodeDialog } from './node-dialog';

// Chromium refuses its sandbox to root, as which CI runs; /dev/shm is too small in containers.
const CHROMIUM_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
/** The editor's first load takes 6 s on two idle cores. */
const WAIT_MS = 30_000;

export interface Screen {
	readonly width: number;
	readonly height: number;
	/** Of the system: n8n goes by it unless its user has chosen otherwise. */
	readonly theme: 'light' | 'dark';
}

/** A small laptop's. */
const SCREEN: Screen = { width: 1280, height: 800, theme: 'light' };

/** n8n's editor in a browser without a screen, signed in as the owner. */
export class Editor {
	readonly node: NodeDialog;
	readonly credential: CredentialDialog;

	private constructor(
		private readonly browser: Browser,
		private readonly page: Page,
	) {
		this.node = new NodeDialog(page);
		this.credential = new CredentialDialog(page);
	}

	static async open(screen: Partial<Screen> = {}): Promise<Editor> {
		const { baseUrl, cookie } = sharedSession();
		const executablePath = findChromium();
		if (executablePath === undefined) throw new Error(HOW_TO_GET_CHROMIUM);
		selectors.setTestIdAttribute('data-test-id');
		const browser = await chromium.launch({
			executablePath,
			args: CHROMIUM_ARGS,
			env: isolatedEnvironment(path.join(E2E_FOLDER, 'browser')) as Record<string, string>,
		});
		const { theme, ...viewport } = { ...SCREEN, ...screen };
		const context = await browser.newContext({ viewport, colorScheme: theme });
		context.setDefaultTimeout(WAIT_MS);
		const [name = '', ...value] = cookie.split('=');
		await context.addCookies([{ name, value: value.join('='), url: baseUrl }]);
		return new Editor(browser, await context.newPage());
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	async resize(width: number, height: number = SCREEN.height): Promise<void> {
		await this.page.setViewportSize({ width, height });
	}

	async openWorkflow(url: string): Promise<void> {
		await this.page.goto(url);
		await this.canvasNode().first().waitFor();
	}

	/** All that is in the window. */
	get all(): Locator {
		return this.page.locator('body');
	}

	get canvas(): Locator {
		return this.page.getByTestId('canvas-wrapper');
	}

	/** A node on the canvas. */
	canvasNode(name?: string): Locator {
		const node = this.page.getByTestId('canvas-node');
		return name === undefined ? node : node.and(this.page.locator(`[data-node-name="${name}"]`));
	}

	/** A node on the canvas while it is at work: n8n draws its edge in another way then. */
	runningNode(name: string): Locator {
		return this.canvasNode(name).locator('[data-test-id="canvas-default-node"][class*="running"]');
	}

	/** The green sign of a node on the canvas. */
	successOf(name: string): Locator {
		return this.canvasNode(name).getByTestId('canvas-node-status-success');
	}

	async openNode(name: string): Promise<NodeDialog> {
		await this.canvasNode(name).dblclick();
		await this.node.element.waitFor();
		return this.node;
	}

	async executeWorkflow(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
	}

	/** Opens the nodes panel at the end of the workflow and searches it. */
	async searchNodes(text: string): Promise<void> {
		await this.page.getByTestId('canvas-handle-plus-wrapper').last().click();
		await this.page.getByTestId('node-creator-search-bar').fill(text);
	}

	/** The panel on the right in which nodes are searched, and one of their actions is chosen. */
	get nodesPanel(): Locator {
		return this.page.getByTestId('node-creator');
	}

	async closePanel(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.nodesPanel.waitFor({ state: 'hidden' });
	}

	/** The entries of the nodes panel: nodes, or the actions of the chosen one. */
	panelEntry(name: string): Locator {
		return this.page.getByTestId('node-creator-item-name').filter({ hasText: name });
	}

	/** Closes a message in the corner, which covers a part of the result, once it is there. */
	async dismissMessage(text: string): Promise<void> {
		const message = this.page.getByRole('alert').filter({ hasText: text });
		await message.locator('.el-notification__closeBtn').click();
		await message.waitFor({ state: 'hidden' });
	}
}
