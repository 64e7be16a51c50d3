/** The sink in a process of its own. Started by `server-process.ts`. */
import { readFileSync } from 'node:fs';
import { benchBlock } from '../bench-files';
import { startSink, type SinkStats } from '../sink/sink-server';
import { serveParent } from './serve-parent';

export interface SinkTask {
	readonly tls?: { readonly keyFile: string; readonly certFile: string } | undefined;
}

serveParent<SinkTask, string, SinkStats>(async ({ tls }) => {
	const identity = tls && {
		key: readFileSync(tls.keyFile, 'utf8'),
		cert: readFileSync(tls.certFile, 'utf8'),
	};
	const sink = await startSink({ block: benchBlock(), tls: identity });
	return { address: sink.url, reset: sink.reset, stats: () => sink.stats };
});
