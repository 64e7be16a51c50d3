import { deterministicBytes } from '../support/pattern-bytes';
import { endLabs, startLab } from './support/lab';

const BYTES = deterministicBytes(1000);

afterEach(endLabs);

describe('a name that is taken', () => {
	it('E54 E55 AUTO_RENAME, the default, numbers the new file', async () => {
		const { client } = await startLab();
		const commit = async (option: object) => {
			const { json } = await client.commit(await client.store({ 1: BYTES }), { name: 'a.tar.gz', option });
			return json.dentry.name;
		};
		expect(await commit({})).toBe('a.tar.gz');
		expect(await commit({})).toBe('a.tar(1).gz');
		expect(await commit({ conflictStrategy: 'AUTO_RENAME' })).toBe('a.tar(2).gz');
	});

	it.each([
		['a.txt', 'a(1).txt'],
		['.env', '.env(1)'],
		['Makefile', 'Makefile(1)'],
	])('E55 AUTO_RENAME makes %s %s', async (name, renamed) => {
		const { client } = await startLab();
		await client.commit(await client.store({ 1: BYTES }), { name });
		expect((await client.commit(await client.store({ 1: BYTES }), { name })).json.dentry.name).toBe(renamed);
	});

	it('E55 OVERWRITE makes a new version of the same file', async () => {
		const { emulator, client } = await startLab();
		const { json: first } = await client.commit(await client.store({ 1: BYTES }));
		const other = deterministicBytes(2000, 2);
		const { json: second } = await client.commit(await client.store({ 1: other }), {
			option: { conflictStrategy: 'OVERWRITE' },
		});
		expect(second.dentry).toMatchObject({ id: first.dentry.id, version: 2, size: 2000 });
		expect(emulator.files()).toHaveLength(1);
		expect((await emulator.readFile(first.dentry.id)).equals(other)).toBe(true);
	});

	it('E55 RETURN_DENTRY_IF_EXISTS answers the old file and stores nothing', async () => {
		const { emulator, client } = await startLab();
		const { json: first } = await client.commit(await client.store({ 1: BYTES }));
		const { json: second } = await client.commit(await client.store({ 1: deterministicBytes(2000) }), {
			option: { conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' },
		});
		expect(second).toEqual(first);
		expect(emulator.files()).toMatchObject([{ sizeBytes: 1000 }]);
	});

	it.each(['dentryAlreadyExist', 'dentryNameConflict'] as const)(
		'E55 RETURN_ERROR_IF_EXISTS answers %s',
		async (conflictErrorCode) => {
			const { emulator, client } = await startLab({ switches: { conflictErrorCode } });
			await client.commit(await client.store({ 1: BYTES }));
			const { status, json } = await client.commit(await client.store({ 1: BYTES }), {
				option: { conflictStrategy: 'RETURN_ERROR_IF_EXISTS' },
			});
			expect({ status, code: json.code }).toEqual({ status: 400, code: conflictErrorCode });
			expect(emulator.files()).toHaveLength(1);
		},
	);

	it('E55 commits at the same moment get different names', async () => {
		const { client } = await startLab();
		const keys = [
			await client.store({ 1: BYTES }),
			await client.store({ 1: BYTES }),
			await client.store({ 1: BYTES }),
		];
		const answers = await Promise.all(keys.map(async (key) => await client.commit(key)));
		expect(answers.map(({ json }) => json.dentry.name).sort()).toEqual([
			'file(1).bin',
			'file(2).bin',
			'file.bin',
		]);
	});
});
