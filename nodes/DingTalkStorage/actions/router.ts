import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { linkAbort } from '../../../lib/upload';
import { errorForModel, isAgentTool, outputForModel } from '../n8n/agent-tool';
import { toErrorItem, toNodeError } from '../errors/node-errors';
import { countCalls } from '../quota/count-calls';
import { quotaHints } from '../quota/quota-hint';
import { watchStop } from '../stop/stop-signal';
import { openExecution, type Execution } from './execution';
import { runJobsSideBySide } from './jobs-side-by-side';
import type { Job } from './operation';
import { chooseOperation } from './operations';

interface JobOfItem {
	readonly itemIndex: number;
	readonly run: Job;
}

/** Runs the chosen operation for all items. */
export async function routeItems(functions: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const stop = watchStop(functions);
	const abort = linkAbort(stop.signal);
	const isTool = isAgentTool(functions.getNode());
	let isAllDone = true;
	let execution: Execution | undefined;

	const runJob = async ({ itemIndex, run }: JobOfItem): Promise<INodeExecutionData[]> => {
		const pairedItem = { item: itemIndex };
		try {
			const results = await run();
			return (isTool ? outputForModel(results) : results).map((json) => ({ json, pairedItem }));
		} catch (error) {
			const clientId = execution?.credential.app.clientId ?? '';
			const nodeError = toNodeError(error, functions.getNode(), itemIndex, clientId);
			isAllDone = false;
			if (stop.signal.aborted || !functions.continueOnFail()) {
				throw isTool ? errorForModel(nodeError) : nodeError;
			}
			return [toErrorItem(nodeError, functions.getNode(), itemIndex)];
		}
	};
	try {
		assertNotStopped(functions, stop.signal);
		const opening = openExecution(functions, abort.signal);
		execution = await opening.catch(() => undefined);
		const jobs = await planJobs(functions, opening);
		const outputs = await runJobsSideBySide(jobs.length, abort, async (index) => {
			return await runJob(jobs[index] as JobOfItem);
		});
		if (isAllDone) execution?.memory.clear();
		return [outputs.flat()];
	} finally {
		abort.dispose();
		stop.dispose();
		if (execution) await closeExecution(execution);
	}
}

/** What an item asks for that cannot be done is what its job fails with, as any other failure. */
async function planJobs(functions: IExecuteFunctions, opening: Promise<Execution>): Promise<JobOfItem[]> {
	const jobs: JobOfItem[] = [];
	for (const itemIndex of functions.getInputData().keys()) {
		try {
			const execution = await opening;
			const operation = chooseOperation(functions, itemIndex);
			jobs.push(...operation(execution, itemIndex).map((run) => ({ itemIndex, run })));
		} catch (error) {
			jobs.push({ itemIndex, run: async () => await Promise.reject(error as Error) });
		}
	}
	return jobs;
}

async function closeExecution(execution: Execution): Promise<void> {
	const { functions, credential, storage, unusual, clients } = execution;
	await storage.close();
	const spent = await countCalls(credential, clients.quotaCalls, functions.logger);
	const hints = [...unusual.toHints(clients.throttledCalls), ...quotaHints(credential, spent)];
	if (hints.length > 0) functions.addExecutionHints?.(...hints);
}

function assertNotStopped(functions: IExecuteFunctions, signal: AbortSignal): void {
	if (signal.aborted) throw new NodeOperationError(functions.getNode(), 'The execution was stopped');
}
