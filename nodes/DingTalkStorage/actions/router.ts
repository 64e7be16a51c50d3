import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { toErrorJson, toNodeError } from '../helpers/node-errors';
import { openExecution, type Execution } from './execution';
import * as getPartUploadInfos from './file/get-part-upload-infos.operation';
import * as upload from './file/upload.operation';

/** One item in, the json of its output items out. */
type Operation = (execution: Execution, itemIndex: number) => Promise<IDataObject[]>;

const OPERATIONS: Readonly<Record<string, Operation | undefined>> = {
	'file:upload': upload.execute,
	'file:getPartUploadInfos': getPartUploadInfos.execute,
};

/** Runs the chosen operation for every item, one after the other. */
export async function routeItems(functions: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	// Absent outside of n8n's own engine. Retry On Fail may run the node again after the signal has fired.
	const signal = functions.getExecutionCancelSignal?.() ?? new AbortController().signal;
	assertNotStopped(functions, signal);

	const output: INodeExecutionData[] = [];
	let execution: Execution | undefined;
	try {
		for (let itemIndex = 0; itemIndex < functions.getInputData().length; itemIndex++) {
			const pairedItem = { item: itemIndex };
			try {
				execution ??= await openExecution(functions, signal);
				const results = await chooseOperation(functions, itemIndex)(execution, itemIndex);
				output.push(...results.map((json) => ({ json, pairedItem })));
			} catch (error) {
				const clientId = execution?.credential.app.clientId ?? '';
				const nodeError = toNodeError(error, functions.getNode(), itemIndex, clientId);
				if (signal.aborted || !functions.continueOnFail()) throw nodeError;
				output.push({ json: toErrorJson(nodeError), pairedItem });
			}
		}
	} finally {
		await execution?.storage.close();
	}
	return [output];
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
