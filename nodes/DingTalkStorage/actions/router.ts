import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { linkAbort } from '../../../lib/upload';
import { toErrorJson, toNodeError } from '../helpers/node-errors';
import { watchStop } from '../stop/stop-signal';
import { openExecution, type Execution } from './execution';
import * as getPartUploadInfos from './file/get-part-upload-infos.operation';
import * as upload from './file/upload.operation';
import { runItemsSideBySide } from './items-side-by-side';

/** One item in, the json of its output items out. */
type Operation = (execution: Execution, itemIndex: number) => Promise<IDataObject[]>;

const OPERATIONS: Readonly<Record<string, Operation | undefined>> = {
	'file:upload': upload.execute,
	'file:getPartUploadInfos': getPartUploadInfos.execute,
};

/** Runs the chosen operation for all items. */
export async function routeItems(functions: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const stop = watchStop(functions);
	const abort = linkAbort(stop.signal);
	let isAllDone = true;
	let opening: Promise<Execution> | undefined;
	const runItem = async (itemIndex: number): Promise<INodeExecutionData[]> => {
		const pairedItem = { item: itemIndex };
		let execution: Execution | undefined;
		try {
			execution = await (opening ??= openExecution(functions, abort.signal));
			const results = await chooseOperation(functions, itemIndex)(execution, itemIndex);
			return results.map((json) => ({ json, pairedItem }));
		} catch (error) {
			const clientId = execution?.credential.app.clientId ?? '';
			const nodeError = toNodeError(error, functions.getNode(), itemIndex, clientId);
			isAllDone = false;
			if (stop.signal.aborted || !functions.continueOnFail()) throw nodeError;
			return [{ json: toErrorJson(nodeError), pairedItem }];
		}
	};
	try {
		assertNotStopped(functions, stop.signal);
		const outputs = await runItemsSideBySide(functions.getInputData().length, abort, runItem);
		if (isAllDone) (await opening)?.memory.clear();
		return [outputs.flat()];
	} finally {
		abort.dispose();
		stop.dispose();
		await opening?.then(
			({ storage }) => storage.close(),
			() => {},
		);
	}
}

function assertNotStopped(functions: IExecuteFunctions, signal: AbortSignal): void {
	if (signal.aborted) throw new NodeOperationError(functions.getNode(), 'The execution was stopped');
}

function chooseOperation(functions: IExecuteFunctions, itemIndex: number): Operation {
	const resource = functions.getNodeParameter('resource', itemIndex) as string;
	const name = functions.getNodeParameter('operation', itemIndex) as string;
	const operation = OPERATIONS[`${resource}:${name}`];
	if (operation) return operation;
	throw new NodeOperationError(functions.getNode(), 'The node does not know this operation', {
		itemIndex,
		description: `Resource ${resource}, operation ${name}`,
	});
}
