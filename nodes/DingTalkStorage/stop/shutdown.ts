/** `docker stop` and service managers send the first, Ctrl+C the second. */
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

const shutdown = new AbortController();
let watchers = 0;

/**
 * A signal that fires when the process is asked to end. n8n tells its nodes nothing of that: it waits
 * 30 seconds for them and then leaves the execution as crashed. A node that fails at once instead
 * leaves it as failed, with all it needs to go on.
 */
export function watchShutdown(): { readonly signal: AbortSignal; dispose(): void } {
	// Before n8n's own, which listens once: after its turn it would not be there to be counted.
	if (watchers++ === 0) for (const name of SIGNALS) process.prependListener(name, onSignal);
	return {
		signal: shutdown.signal,
		dispose() {
			if (--watchers === 0) for (const name of SIGNALS) process.off(name, onSignal);
		},
	};
}

function onSignal(name: NodeJS.Signals): void {
	shutdown.abort();
	// n8n listens too. Where nobody else does, listening has kept the process from ending.
	if (process.listenerCount(name) > 1) return;
	process.off(name, onSignal);
	process.kill(process.pid, name);
}
