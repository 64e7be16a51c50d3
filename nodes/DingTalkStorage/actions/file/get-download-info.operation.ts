import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { ParameterValues } from '../../parameters/parameter-values';
import type { Execution } from '../execution';
import { fileProperties, readFileAddress } from '../shared/file';
import { optionsProperty, preferIntranetProperty, readOptions, readPreferIntranet } from '../shared/options';
import { showFor } from '../shared/show-for';
import { signedAddressJson } from '../shared/signed-address';

export const description: INodeProperties[] = showFor('file', 'getDownloadInfo', [
	...fileProperties,
	optionsProperty([preferIntranetProperty]),
]);

/** Answers where the file can be fetched from, and the headers that have to go with the request. */
export async function execute(execution: Execution, itemIndex: number): Promise<IDataObject[]> {
	const { dentries, functions, signal } = execution;
	const values = new ParameterValues(functions, itemIndex);
	const preferIntranet = readPreferIntranet(values, readOptions(values));
	const address = await readFileAddress(execution, values);
	const askedAtMs = Date.now();
	const info = await dentries.getFileDownloadInfo(address, preferIntranet, signal);
	return [{ fileId: address.dentryId, ...signedAddressJson(info, askedAtMs) }];
}
