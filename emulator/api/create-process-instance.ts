import { randomUUID } from 'node:crypto';
import { apiError } from '../errors';
import { isJsonObject, textField, type JsonObject } from '../http/json';
import type { World } from '../world';
import { attachedFileIds, isAttachmentControl, type FormControl } from './attachments';
import type { AuthorizedCall } from './route';

/** DingTalk docs, "Create an approval instance": so many controls, and so many characters in each. */
const MAX_CONTROLS = 150;
const MAX_VALUE_LENGTH = 65_535;

/** `POST /v1.0/workflow/processInstances`: starts an approval. Any process code is taken. */
export function createProcessInstance({ body }: AuthorizedCall, world: World): JsonObject {
	const originatorUserId = textField(body, 'originatorUserId') ?? '';
	if (!world.users.some(({ userId }) => userId === originatorUserId)) {
		throw apiError('processInstanceInvalidParameter');
	}
	requireDepartment(body);
	const controls = requireControls(body.formComponentValues);
	const instanceId = randomUUID();
	world.processInstances.push({
		instanceId,
		processCode: textField(body, 'processCode') ?? '',
		originatorUserId,
		formValues: controls.map(({ name, value }) => ({ name, value })),
		attachedFileIds: controls
			.filter(isAttachmentControl)
			.flatMap((control) => attachedFileIds(control, world)),
	});
	return { instanceId };
}

/** DingTalk docs: needed unless the call says who approves. Without both, a client got this code, word for word. */
function requireDepartment({ deptId, approvers }: JsonObject): void {
	const hasApprovers = Array.isArray(approvers) && approvers.length > 0;
	if (typeof deptId !== 'number' && !hasApprovers) throw apiError('sysErrror');
}

function requireControls(given: unknown): FormControl[] {
	if (!Array.isArray(given) || given.length > MAX_CONTROLS) throw apiError('illegalComponent');
	return given.map((item: unknown) => {
		const { name, value, componentType } = isJsonObject(item) ? item : {};
		// A list instead of the text of a list is what goes wrong most often.
		if (typeof name !== 'string' || typeof value !== 'string' || value.length > MAX_VALUE_LENGTH) {
			throw apiError('illegalComponent');
		}
		return { name, value, componentType: typeof componentType === 'string' ? componentType : undefined };
	});
}
