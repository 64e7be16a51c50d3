import type { IDataObject, INodeExecutionData, ITaskData } from 'n8n-workflow';
import type { N8nClient } from '../../scripts/lib/n8n-client.cjs';

type Execution = Awaited<ReturnType<N8nClient['ended']>>;

/** What a node has put out at its first output, run by run: more than one in a loop. */
export function runsOf({ data }: Execution, nodeName: string): INodeExecutionData[][] {
	const runs: ITaskData[] = data.resultData.runData[nodeName] ?? [];
	return runs.map((run) => run.data?.['main']?.[0] ?? []);
}

/** The json of the items of a node's last run. */
export function itemsOf(execution: Execution, nodeName: string): IDataObject[] {
	return (runsOf(execution, nodeName).at(-1) ?? []).map(({ json }) => json);
}

/** What the editor shows of an execution: its state, and our node's outputs or error. */
export function readExecution({ status, mode, data }: Execution) {
	const { error, runData } = data.resultData;
	const outputs: INodeExecutionData[][] = runData['DingTalk Storage']?.at(-1)?.data?.main ?? [];
	return { status, mode, error, outputs: outputs.map((items) => (items ?? []).map(({ json }) => json)) };
}
