import { parseArgs } from 'node:util';
import type { EmulatorOptions, StoreOption } from './options';
import type { Switches } from './switches';

export const USAGE = `Usage: npm run emulator -- [options]

  --port <n>            port of the API (default: a free one)
  --storage-port <n>    port of the object storage (default: a free one)
  --store <where>       memory (default), hash (digests only, for files of any size), or a folder
  --qps <n>             calls per second, app and API; 0 for no limit (default: 20)
  --latency <ms>        added to every answer, as a round trip would
  --connection-speed <bytes per second>   of each connection to the object storage
  --total-speed <bytes per second>        of all connections to the object storage together
  --no-etag             answer stored parts without ETag
  --no-crc64            answer stored parts without x-oss-hash-crc64ecma
  --json                print one line of JSON with the addresses instead of text
  --help                print this
`;

/** What the command line asks for. */
export interface CliOptions {
	readonly asJson: boolean;
	readonly wantsHelp: boolean;
	readonly options: EmulatorOptions;
}

/** Reads the command line; throws on what it does not know, and says what there is. */
export function readOptions(args: string[]): CliOptions {
	try {
		return toOptions(args);
	} catch (error) {
		throw new Error(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
	}
}

function toOptions(args: string[]): CliOptions {
	const { values } = parseArgs({
		args,
		options: {
			port: { type: 'string' },
			'storage-port': { type: 'string' },
			store: { type: 'string' },
			qps: { type: 'string' },
			latency: { type: 'string' },
			'connection-speed': { type: 'string' },
			'total-speed': { type: 'string' },
			'no-etag': { type: 'boolean' },
			'no-crc64': { type: 'boolean' },
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const switches: Partial<Switches> = {
		...(values['no-etag'] && { etag: 'none' }),
		...(values['no-crc64'] && { crc64: false }),
	};
	return {
		asJson: values.json,
		wantsHelp: values.help,
		options: {
			...number('port', values.port),
			...number('storagePort', values['storage-port']),
			...number('latencyMs', values.latency),
			...number('bytesPerSecondPerConnection', values['connection-speed']),
			...number('bytesPerSecondTotal', values['total-speed']),
			...(values.qps === '0' ? { qpsLimit: Infinity } : number('qpsLimit', values.qps)),
			...(values.store !== undefined && { store: storeOption(values.store) }),
			switches,
		},
	};
}

function number<K extends keyof EmulatorOptions>(
	name: K,
	text: string | undefined,
): { [name in K]?: number } {
	if (text === undefined) return {};
	if (!/^\d+$/.test(text)) throw new Error(`"${text}" is no number.`);
	return { [name]: Number(text) } as { [name in K]?: number };
}

function storeOption(text: string): StoreOption {
	return text === 'memory' || text === 'hash' ? text : { folder: text };
}
