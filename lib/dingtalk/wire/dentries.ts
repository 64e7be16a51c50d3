import { readDateMs } from '../read-date';
import { optionalNumber, optionalText, page, record, text, type Page } from './read-json';

/** A file or folder. */
export interface Dentry {
	readonly id: string;
	readonly spaceId: string;
	/** `0` for a file right in the space. */
	readonly parentId: string | undefined;
	/** `FILE` or `FOLDER`. */
	readonly type: string | undefined;
	/** The final name: DingTalk strips blanks and may add a number. */
	readonly name: string;
	readonly sizeBytes: number | undefined;
	readonly extension: string | undefined;
	readonly path: string | undefined;
	readonly uuid: string | undefined;
	/** 1 for a new file; Replace counts it up. */
	readonly version: number | undefined;
	/** On DingTalk's clock, in whole seconds; undefined where it cannot be read. */
	readonly createdAtMs: number | undefined;
	readonly modifiedAtMs: number | undefined;
	/** All fields as they came. */
	readonly raw: Readonly<Record<string, unknown>>;
}

/** Deleting a large folder goes on after the answer, as a task. */
export interface DeletionAnswer {
	readonly taskId: string | undefined;
}

/** `INIT`, `IN_PROGRESS`, `SUCCESS` or `FAIL` (DingTalk docs: storage/tasks). */
export interface TaskAnswer {
	readonly status: string;
}

export function parseDentryAnswer(body: unknown): Dentry {
	return parseDentry(record(body, 'body').dentry);
}

export function parseDentryPage(body: unknown): Page<Dentry> {
	return page(body, 'dentries', parseDentry);
}

export function parseDeletion(body: unknown): DeletionAnswer {
	const { async: isAsync, taskId } = record(body, 'body');
	return { taskId: isAsync === true ? optionalText(taskId) : undefined };
}

export function parseTask(body: unknown): TaskAnswer {
	return { status: text(record(record(body, 'body').task, 'task'), 'status').toUpperCase() };
}

function parseDentry(value: unknown): Dentry {
	const raw = record(value, 'dentry');
	return {
		id: text(raw, 'id'),
		spaceId: text(raw, 'spaceId'),
		parentId: optionalText(raw.parentId),
		type: optionalText(raw.type)?.toUpperCase(),
		name: text(raw, 'name'),
		sizeBytes: optionalNumber(raw.size),
		extension: optionalText(raw.extension),
		path: optionalText(raw.path),
		uuid: optionalText(raw.uuid),
		version: optionalNumber(raw.version),
		createdAtMs: readDateMs(raw.createTime),
		modifiedAtMs: readDateMs(raw.modifiedTime),
		raw,
	};
}
