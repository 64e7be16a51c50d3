import type { IExecuteFunctions } from 'n8n-workflow';
import { linkAbort } from '../../../lib/upload';
import { watchShutdown } from './shutdown';

export interface StopSignal {
	/** Fires when the user stops the execution, when its time is over, and when n8n shuts down. */
	readonly signal: AbortSignal;
	dispose(): void;
}

export function watchStop(functions: IExecuteFunctions): StopSignal {
	// Absent outside of n8n's own engine. Retry On Fail may run the node again after it has fired.
	const abort = linkAbort(functions.getExecutionCancelSignal?.());
	const shutdown = watchShutdown();
	const follow = () => abort.abort(shutdown.signal.reason);
	if (shutdown.signal.aborted) follow();
	shutdown.signal.addEventListener('abort', follow, { once: true });
	return {
		signal: abort.signal,
		dispose() {
			shutdown.signal.removeEventListener('abort', follow);
			shutdown.dispose();
			abort.dispose();
		},
	};
}
