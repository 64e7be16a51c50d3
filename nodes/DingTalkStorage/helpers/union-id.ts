import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { invalidParameter } from './invalid-parameter';

/** The operator of a call: the one the node names, else the one of the credential. */
export function chooseUnionId(
	functions: IExecuteFunctions | ILoadOptionsFunctions,
	itemIndex: number,
	ofNode: unknown,
	ofCredential: string,
): string {
	const unionId = String(ofNode ?? '').trim() || ofCredential;
	if (unionId !== '') return unionId;
	throw invalidParameter(
		functions,
		itemIndex,
		'Union ID',
		'is empty, here and in the credential',
		'Enter the union ID of the user on whose behalf the files are uploaded.',
	);
}
