/** The sink in a process of its own. Started by `start-sink.ts`; tells its URL and ends with its parent. */
import { readFileSync } from 'node:fs';
import { benchBlock } from './bench-files';
import { startSink } from './sink/sink-server';

export interface SinkTask {
	readonly tls?: { readonly keyFile: string; readonly certFile: string } | undefined;
}

process.once('message', ({ tls }: SinkTask) => {
	const identity = tls && {
		key: readFileSync(tls.keyFile, 'utf8'),
		cert: readFileSync(tls.certFile, 'utf8'),
	};
	void startSink({ block: benchBlock(), tls: identity }).then(({ url }) => process.send?.({ url }));
});
process.once('disconnect', () => process.exit());
