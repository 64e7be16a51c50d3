import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { ROOT } from '../../../../scripts/lib/paths.cjs';
import { eventually } from '../../../support/eventually';
import { E2E_FOLDER } from '../../setup/session';

/** The README shows some of the pictures; a test run leaves them alone unless it is asked for new ones. */
const IMAGES = process.env['UPDATE_IMAGES']
	? path.join(ROOT, 'docs/images')
	: path.join(E2E_FOLDER, 'images');

/** What Vue is fading in or out. */
const FADING = '[class*="-enter-active"], [class*="-leave-active"]';

/** Takes a picture of a part of the editor, once nothing in it is fading any more. */
export async function takePicture(name: string, part: Locator): Promise<void> {
	fs.mkdirSync(IMAGES, { recursive: true });
	// Tooltips and highlights follow the pointer.
	await part.page().mouse.move(0, 0);
	await eventually(async () => (await part.locator(FADING).count()) === 0, `a still picture of ${name}`);
	await part.screenshot({ path: path.join(IMAGES, `${name}.png`), animations: 'disabled' });
}
