import {
	ExecutionBaseError,
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import { DingTalkError } from '../../../lib/dingtalk';
import { UploadError } from '../../../lib/upload';
import { ResumableFailure } from '../resume/resumable-upload';
import { isAgentTool } from '../n8n/agent-tool';
import { toHtml, toPlainText } from './description-html';
import { adviseOnDingTalk } from './explain-dingtalk';
import { explainUpload } from './explain-upload';

/**
 * Turns whatever was thrown into one of n8n's errors: the message says what happened, the description
 * what to do next, the item is named. Messages are made of fixed sentences only, because n8n gives
 * some words in them a meaning of its own: "canceled" ends the execution, `ENOENT` replaces the text.
 *
 * @param clientId for the link to a missing permission
 */
export function toNodeError(
	error: unknown,
	node: INode,
	itemIndex: number,
	clientId: string,
): ExecutionBaseError {
	// n8n's own, such as those of an expression, are understood as they are.
	if (error instanceof ExecutionBaseError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	if (error instanceof ResumableFailure) {
		return withCheckpoint(toNodeError(error.cause, node, itemIndex, clientId), error, node);
	}
	if (DingTalkError.is(error)) {
		const details = plain({ code: error.code, ...error.facts });
		const { message } = error;
		const description = toHtml(adviseOnDingTalk(error, clientId));
		const { httpStatus } = error.facts;
		const nodeError =
			httpStatus === undefined
				? new NodeOperationError(node, message, { description, itemIndex })
				: new NodeApiError(node, details, { message, description, httpCode: String(httpStatus), itemIndex });
		return withDetails(nodeError, details);
	}
	if (error instanceof UploadError) {
		const { message, advice } = explainUpload(error);
		const details = plain({ code: error.code, ...error.facts });
		return withDetails(
			new NodeOperationError(node, message, { description: toHtml(advice), itemIndex }),
			details,
		);
	}
	const description = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	return new NodeOperationError(node, 'The node met something it does not know', { description, itemIndex });
}

/** The item that stands for a failed one. */
export function toErrorItem(error: ExecutionBaseError, node: INode, itemIndex: number): INodeExecutionData {
	const item: INodeExecutionData = { json: toErrorJson(error), pairedItem: { item: itemIndex } };
	// n8n before 2.34 takes an item with `details` for a failed one only where it finds an error beside the json. Of an
	// error that it sees when it copies the item for the error output, it would keep nothing but the message; before 1.123
	// it empties the field itself.
	if (node.onError === 'continueErrorOutput') {
		Object.defineProperty(item, 'error', { value: error, enumerable: false, writable: true });
	}
	return item;
}

/** n8n takes exactly these keys for a failed item. */
function toErrorJson(error: ExecutionBaseError): IDataObject {
	const details: IDataObject = { ...(error.context.data as IDataObject | undefined) };
	if (error.description) details.description = toPlainText(error.description);
	return { error: error.message, details };
}

/** What became of a commit is to be cleared up first; and a name that is taken stays taken. */
const HAS_ITS_OWN_WAY_ON = new Set(['COMMIT_UNCERTAIN', 'NAME_TAKEN']);

const WAY_ON =
	"'Retry' sends only the others; so does a new execution with 'checkpoint' from the details in the option 'Resume From'.";

/** The disk remembers the parts. */
const WAY_ON_FOR_MODEL = 'Call this tool again with the same values: it sends only the others.';

/** Says how to go on, unless the description does already. */
function withCheckpoint(
	error: ExecutionBaseError,
	failure: ResumableFailure,
	node: INode,
): ExecutionBaseError {
	const { storedParts, checkpoint } = failure;
	const details: JsonObject = { ...(error.context.data as JsonObject), storedParts, checkpoint };
	if (!HAS_ITS_OWN_WAY_ON.has(String(details.code))) {
		const wayOn = isAgentTool(node) ? WAY_ON_FOR_MODEL : WAY_ON;
		error.description = `${error.description}${toHtml(`\nStored parts: ${storedParts}. ${wayOn}`)}`;
	}
	return withDetails(error, details);
}

function withDetails<T extends ExecutionBaseError>(error: T, details: JsonObject): T {
	error.context.data = details;
	return error;
}

/** Without what is undefined, as JSON would have it. */
function plain(facts: object): JsonObject {
	return JSON.parse(JSON.stringify(facts)) as JsonObject;
}
