import type { SinkStats } from '../sink/sink-server';
import { startServerProcess, type ServerProcess } from './server-process';
import type { SinkTask } from './sink-process';

/** Its address is its base URL. */
export type SinkProcess = ServerProcess<string, SinkStats>;

export async function startSinkProcess(task: SinkTask): Promise<SinkProcess> {
	return await startServerProcess<SinkTask, string, SinkStats>('sink-process.js', task);
}
