import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import type { SinkStats } from './sink/sink-server';

/** What has arrived at the sink. */
export async function askSink(url: string, caFile: string | undefined): Promise<SinkStats> {
	return JSON.parse(await get(`${url}/_sink/stats`, caFile)) as SinkStats;
}

export async function resetSink(url: string, caFile: string | undefined): Promise<void> {
	await get(`${url}/_sink/reset`, caFile);
}

async function get(url: string, caFile: string | undefined): Promise<string> {
	const dispatcher = new Agent(caFile === undefined ? {} : { connect: { ca: readFileSync(caFile, 'utf8') } });
	try {
		return await (await request(url, { dispatcher })).body.text();
	} finally {
		await dispatcher.destroy();
	}
}
