import type { INodeProperties } from 'n8n-workflow';
import type { ParameterValues } from '../../parameters/parameter-values';

const LABEL = 'Upload Key';

export const uploadKeyProperty: INodeProperties = {
	displayName: LABEL,
	name: 'uploadKey',
	type: 'string',
	// It is no secret of its own: without the credential it opens nothing.
	typeOptions: { password: false },
	default: '',
	required: true,
	placeholder: 'e.g. hwHPAAAAAipHxxxxx',
	description: "The key of the upload: 'uploadKey' of Start Multipart Upload",
};

export function readUploadKey(values: ParameterValues): string {
	return values.requiredText('uploadKey', LABEL, 'Enter the key of the upload.');
}
