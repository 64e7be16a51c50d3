import { CallPacer } from './call-pacer';

/** More apps than anybody uses; a pacer that was forgotten starts anew, at full pace. */
const MAX_APPS = 100;

const pacers = new Map<string, CallPacer>();

/** The one pacer that all calls of an app in this process pass, whichever execution they belong to. */
export function sharedPacer(apiBaseUrl: string, clientId: string): CallPacer {
	const app = `${apiBaseUrl} ${clientId}`;
	const pacer = pacers.get(app) ?? new CallPacer();
	// Put at the end anew, so that the first one is the one nobody has asked for the longest.
	pacers.delete(app);
	pacers.set(app, pacer);
	const [longestUnused] = pacers.keys();
	if (pacers.size > MAX_APPS && longestUnused !== undefined) pacers.delete(longestUnused);
	return pacer;
}
