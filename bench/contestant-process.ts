/** The process of one contestant: warms up, makes one upload, tells what it cost. Started by `run-contestant.ts`. */
import type { BenchFile } from './bench-files';
import { CONTESTANTS, type ContestantName } from './contestants';
import type { Endpoints } from './contestants/contestant';
import { resetSink } from './sink-client';
import { measure, type Cost } from './measure';

export interface Task extends Endpoints {
	readonly contestant: ContestantName;
	readonly warmUp: BenchFile;
	readonly file: BenchFile;
}

async function carryOut(task: Task): Promise<Cost> {
	const uploader = await CONTESTANTS[task.contestant].start(task);
	for (const { path } of [task.warmUp, task.file]) await uploader.prepare?.(path);
	await uploader.upload(task.warmUp.path, task.warmUp.sizeBytes);
	await resetSink(task.storageUrl, process.env.NODE_EXTRA_CA_CERTS);
	const cost = await measure(() => uploader.upload(task.file.path, task.file.sizeBytes));
	await uploader.close();
	return cost;
}

process.once('message', (task: Task) => {
	carryOut(task)
		.then((cost) => process.send?.({ cost }))
		.catch((error) => process.send?.({ failure: describe(error) }))
		.finally(() => process.disconnect());
});

function describe(error: unknown): string {
	return error instanceof Error ? `${error.message}\n${error.stack}` : JSON.stringify(error);
}
