import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Dentry } from '../../../../lib/dingtalk';
import type { ParameterValues } from '../../parameters/parameter-values';

const LABEL = 'Simplify';

export const simplifyProperty: INodeProperties = {
	displayName: LABEL,
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export function readSimplify(values: ParameterValues): boolean {
	return values.flag(LABEL, values.get('simplify', LABEL), true);
}

/** What later nodes need of a file; an approval attachment is made of the first five. */
export function simplifyFile(file: Dentry): IDataObject {
	const { id, name, sizeBytes, extension, version } = file;
	return {
		fileId: id,
		fileName: name,
		fileSize: sizeBytes,
		fileType: extension,
		...placeOf(file),
		version,
	};
}

export function simplifyFolder(folder: Dentry): IDataObject {
	const { id, name } = folder;
	return { folderId: id, folderName: name, ...placeOf(folder) };
}

/** Of a list or a look at a file: when it was made matters there. */
export function withTimes(json: IDataObject, { createdAtMs, modifiedAtMs }: Dentry): IDataObject {
	return { ...json, createdAt: toIso(createdAtMs), modifiedAt: toIso(modifiedAtMs) };
}

export function rawOf({ raw }: { readonly raw: Readonly<Record<string, unknown>> }): IDataObject {
	return { ...raw } as IDataObject;
}

function placeOf({ spaceId, parentId, path, uuid }: Dentry): IDataObject {
	return { spaceId, parentId, path, uuid };
}

function toIso(ms: number | undefined): string | undefined {
	return ms === undefined ? undefined : new Date(ms).toISOString();
}
