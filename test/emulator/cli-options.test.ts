import { readOptions } from '../../emulator/cli-options';

describe('the command line of the emulator', () => {
	it('changes nothing by default', () => {
		expect(readOptions([])).toEqual({ asJson: false, wantsHelp: false, options: { switches: {} } });
	});

	it('reads every flag', () => {
		const flags =
			'--json --port 8080 --storage-port 8081 --store hash --qps 50 --latency 80 --connection-speed 1000 --total-speed 2000 --no-etag --no-crc64';
		expect(readOptions(flags.split(' '))).toEqual({
			asJson: true,
			wantsHelp: false,
			options: {
				port: 8080,
				storagePort: 8081,
				store: 'hash',
				qpsLimit: 50,
				latencyMs: 80,
				bytesPerSecondPerConnection: 1000,
				bytesPerSecondTotal: 2000,
				switches: { etag: 'none', crc64: false },
			},
		});
	});

	it('takes any other store for a folder, and 0 calls per second for no limit', () => {
		expect(readOptions(['--store', '/tmp/files', '--qps', '0']).options).toMatchObject({
			store: { folder: '/tmp/files' },
			qpsLimit: Infinity,
		});
	});

	it.each([
		[['--prot', '1'], '--prot'],
		[['--port', 'x'], '"x" is no number'],
		[['stray'], 'stray'],
	])('refuses %j', (args, words) => {
		expect(() => readOptions(args)).toThrow(words);
	});
});
