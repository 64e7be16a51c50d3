import { aliOss } from './ali-oss';
import type { Contestant } from './contestant';
import { engine, engineFromStream, engineUnverified } from './engine';
import { libStorage } from './lib-storage';
import { n8nHttpRequest } from './n8n-http-request';
import { nodeInN8nCore } from './node-in-n8n-core';
import { officialSample } from './official-sample';

/** `curl` is the one contestant that is no program of ours: see `../curl.ts`. */
export const CONTESTANTS = {
	engine,
	'engine, unverified': engineUnverified,
	'engine, from a stream': engineFromStream,
	'node in n8n-core': nodeInN8nCore,
	'official sample': officialSample,
	'n8n HTTP Request': n8nHttpRequest,
	'ali-oss': aliOss,
	'lib-storage': libStorage,
} as const satisfies Record<string, Contestant>;

export type ContestantName = keyof typeof CONTESTANTS;
