import type { IDataObject } from 'n8n-workflow';
import type { Execution } from './execution';

/** One thing to do, which succeeds or fails by itself. Answers the json of its output items. */
export type Job = () => Promise<IDataObject[]>;

/** What an item asks for: one thing to do, or several, such as the upload of each of its files. */
export type Operation = (execution: Execution, itemIndex: number) => Job[];

/** For operations that do one thing for an item. */
export function oneJob(work: (execution: Execution, itemIndex: number) => Promise<IDataObject[]>): Operation {
	return (execution, itemIndex) => [async () => await work(execution, itemIndex)];
}
