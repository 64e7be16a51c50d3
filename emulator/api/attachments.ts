import { apiError } from '../errors';
import { isJsonObject, textField, type JsonObject } from '../http/json';
import type { World } from '../world';

/** The fields of a file in the value of an attachment control (DingTalk docs: "Form components"). */
const FIELDS = ['spaceId', 'fileName', 'fileSize', 'fileType', 'fileId'] as const;

/** A control of the form as it was filled in. */
export interface FormControl {
	readonly name: string;
	readonly value: string;
	readonly componentType: string | undefined;
}

/** Whether a control holds files: it says so, or its value is the text of a list of objects with a file's fields. */
export function isAttachmentControl({ componentType, value }: FormControl): boolean {
	if (componentType !== undefined) return componentType === 'DDAttachment';
	return filesOf(value)?.some((file) => FIELDS.some((field) => field in file)) ?? false;
}

/** The files of the control. Each must be a file of the approval space, with the name and the size it has there. */
export function attachedFileIds(control: FormControl, world: World): string[] {
	const files = filesOf(control.value);
	if (!files?.every((file) => isStored(file, world))) {
		throw apiError('formConverterError', `表单数据校验失败，失败控件：${control.name}`);
	}
	return files.map((file) => textField(file, 'fileId') ?? '');
}

function filesOf(value: string): JsonObject[] | undefined {
	try {
		const list: unknown = JSON.parse(value);
		return Array.isArray(list) && list.every(isJsonObject) ? list : undefined;
	} catch {
		return undefined;
	}
}

function isStored(file: JsonObject, world: World): boolean {
	const { spaceId, fileName, fileSize, fileType, fileId } = Object.fromEntries(
		FIELDS.map((field) => [field, textField(file, field)]),
	);
	const dentry = world.dentries.find(fileId ?? '');
	return (
		fileType !== undefined &&
		spaceId === world.approvalSpaceId &&
		dentry?.spaceId === spaceId &&
		dentry.name === fileName &&
		dentry.content !== undefined &&
		String(dentry.content.sizeBytes) === fileSize
	);
}
