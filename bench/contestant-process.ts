/** The process of one contestant: warms up, uploads, tells what it cost. Started by `run-contestant.ts`. */
import { once } from 'node:events';
import type { BenchFile } from './bench-files';
import { describeError } from './describe-error';
import { CONTESTANTS, type ContestantName } from './contestants';
import type { Endpoints } from './contestants/contestant';
import { measure, residentBytes, type Cost } from './measure';

export interface Task extends Endpoints {
	readonly contestant: ContestantName;
	/** Uploaded before, one after the other. What is resident after the first is where memory grows from. */
	readonly warmUp: readonly [BenchFile, ...BenchFile[]];
	readonly files: readonly BenchFile[];
	/** How often the files are uploaded, one time after the other. */
	readonly repetitions: number;
}

/** What the process tells its parent; after `warm` it waits for any message. */
export type Report =
	| { readonly kind: 'warm' }
	| { readonly kind: 'done'; readonly costs: readonly Cost[] }
	| { readonly kind: 'failed'; readonly reason: string };

const tell = (report: Report) => void process.send?.(report);

async function carryOut(task: Task): Promise<Cost[]> {
	const uploader = await CONTESTANTS[task.contestant].start(task);
	await uploader.prepare?.([...task.warmUp, ...task.files]);
	const [first, ...others] = task.warmUp;
	await uploader.upload([first]);
	const restingBytes = residentBytes();
	for (const file of others) await uploader.upload([file]);
	tell({ kind: 'warm' });
	await once(process, 'message');
	const costs: Cost[] = [];
	while (costs.length < task.repetitions) {
		costs.push(await measure(() => uploader.upload(task.files), restingBytes));
	}
	await uploader.close();
	return costs;
}

// A parent that was ended wants no answer, and would leave an upload of gigabytes behind.
process.once('disconnect', () => process.exit());
process.once('message', (task: Task) => {
	carryOut(task)
		.then((costs) => tell({ kind: 'done', costs }))
		.catch((error) => tell({ kind: 'failed', reason: describeError(error) }))
		.finally(() => process.disconnect());
});
