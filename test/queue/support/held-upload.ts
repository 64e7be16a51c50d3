import type { IWorkflowSettings } from 'n8n-workflow';
import { MIB } from '../../../scripts/lib/sample-file.cjs';
import { eventually } from '../../support/eventually';
import type { QueueLab, Target } from './queue-lab';
import { openWebhook, type Webhook } from './webhook';

export const ALL_PARTS = [1, 2, 3, 4, 5, 6, 7, 8];
export const SIZE_BYTES = ALL_PARTS.length * MIB;
/** Two lanes: a part is on the line only when the one two before it was stored and written down. */
export const OPTIONS = { partSizeMb: 1, maxConcurrentParts: 2 };

/** An upload that stands still in the middle: four of eight parts are stored, and two are on the line. */
export interface HeldUpload {
	readonly executionId: string;
	readonly worker: number;
}

/** Starts one by hand. */
export async function holdUpload(
	lab: QueueLab,
	target: Target,
	name: string,
	settings?: IWorkflowSettings,
): Promise<HeldUpload & { readonly file: string }> {
	const file = await lab.makeFile(name, SIZE_BYTES);
	letStall(target);
	const executionId = await lab.upload(file, target.uploadNode({ options: OPTIONS }), settings);
	await untilHeld(target);
	return { executionId, worker: await lab.workerOf(executionId), file };
}

/** Starts one by sending a file to a webhook. */
export async function holdReceived(
	lab: QueueLab,
	target: Target,
	name: string,
	settings?: IWorkflowSettings,
): Promise<HeldUpload & { readonly webhook: Webhook }> {
	const node = target.uploadNode({ options: { ...OPTIONS, fileName: name } });
	const webhook = await openWebhook(lab, node, settings);
	letStall(target);
	const executionId = await webhook.send(name, SIZE_BYTES);
	await untilHeld(target);
	return { executionId, worker: await lab.workerOf(executionId), webhook };
}

function letStall({ emulator: { faults } }: Target): void {
	for (const partNumber of [5, 6]) faults.add({ operation: 'put', kind: 'stall', partNumber });
}

async function untilHeld(target: Target): Promise<void> {
	await eventually(() => partsSent(target).length === 6, 'two parts stand still');
}

/** The numbers of the parts that were sent since there were so many, in ascending order. */
export function partsSent({ emulator }: Target, since = 0): number[] {
	const numbers = emulator.calls({ operation: 'put' }).map(({ partNumber = 0 }) => partNumber);
	return numbers.slice(since).sort((a, b) => a - b);
}

/** How many uploads were begun. */
export function uploadsOpened({ emulator }: Target): number {
	return emulator.calls({ operation: 'init', status: 200 }).length;
}
