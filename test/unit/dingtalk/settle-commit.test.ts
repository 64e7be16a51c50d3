import { DingTalkError, type Dentry, type StorageApi, type UploadTarget } from '../../../lib/dingtalk';
import { settleCommit } from '../../../lib/dingtalk/settle-commit';
import { SiblingCommits } from '../../../lib/dingtalk/sibling-commits';
import type { DentryPage } from '../../../lib/dingtalk/storage-requests';

const SENT_AT_MS = 1_000_000;
const TARGET: UploadTarget = {
	spaceId: 'space',
	parentId: 'folder',
	unionId: 'union',
	fileName: ' a.pdf ',
	conflictStrategy: 'AUTO_RENAME',
	preferIntranet: false,
};
const FILE = {
	id: '1',
	name: 'a.pdf',
	type: 'FILE',
	sizeBytes: 5,
	version: 1,
	createdAtMs: SENT_AT_MS,
	modifiedAtMs: SENT_AT_MS,
} as Dentry;
const LOST = new DingTalkError('API_CONNECTION_LOST', { reason: 'ECONNRESET' });
const USED_UP = new DingTalkError('UPLOAD_KEY_INVALID', { apiCode: 'paramError.uploadKey' });
const FULL = new DingTalkError('SPACE_FULL');

type Page = readonly Partial<Dentry>[] | DingTalkError;

interface Setting {
	/** What the commits come to, one after the other. */
	readonly commits?: ReadonlyArray<Dentry | Error>;
	/** What the looks into the folder show; a page of an array with more behind it has `nextToken`. */
	readonly looks?: readonly Page[];
	readonly hasMorePages?: boolean;
	readonly target?: Partial<UploadTarget>;
	readonly unclearSinceMs?: number;
	readonly siblings?: SiblingCommits;
}

/** Settles a commit of five bytes with a DingTalk that answers from lists. */
async function settle(setting: Setting) {
	const { commits = [], looks = [], hasMorePages = false, target, unclearSinceMs } = setting;
	const { siblings = new SiblingCommits() } = setting;
	const calls: string[] = [];
	const sleptMs: number[] = [];
	const queries: object[] = [];
	const count = (call: string) => calls.filter((made) => made === call).length;
	const api = {
		async commitFile(_spaceId: string, _unionId: string, commit: object) {
			const outcome = commits[count('commit')];
			calls.push('commit');
			queries.push(commit);
			if (outcome === undefined) throw new Error('The test expected no further commit');
			if (outcome instanceof Error) throw outcome;
			return outcome;
		},
		async listDentries(_spaceId: string, _unionId: string, query: object): Promise<DentryPage> {
			const page = looks[count('look')];
			calls.push('look');
			queries.push(query);
			if (page === undefined) throw new Error('The test expected no further look');
			if (page instanceof Error) throw page;
			const entries = page.map((entry) => ({ ...FILE, ...entry }));
			return {
				entries,
				nextToken: hasMorePages ? `page ${count('look')}` : undefined,
				serverTimeMs: undefined,
			};
		},
	} as unknown as StorageApi;
	const result = await settleCommit(
		{ uploadKey: 'key', sizeBytes: 5, unclearSinceMs },
		{
			api,
			target: { ...TARGET, ...target },
			siblings,
			clock: { now: () => SENT_AT_MS, random: () => 0.5, sleep: async (ms) => void sleptMs.push(ms) },
			signal: new AbortController().signal,
		},
	).catch((error: unknown) => error);
	return { result, calls: calls.join(' '), sleptMs, queries, siblings };
}

describe('a commit', () => {
	it('that is answered is done', async () => {
		const { result, calls, queries, sleptMs } = await settle({ commits: [FILE] });
		expect(result).toBe(FILE);
		expect(calls).toBe('commit');
		expect(sleptMs).toEqual([]);
		expect(queries).toEqual([
			{ uploadKey: 'key', name: ' a.pdf ', parentId: 'folder', size: 5, conflictStrategy: 'AUTO_RENAME' },
		]);
	});

	it('that is refused is not sent again', async () => {
		expect(await settle({ commits: [FULL] })).toMatchObject({ result: FULL, calls: 'commit' });
	});

	it('that fails by a defect of ours is not taken for an answer', async () => {
		const defect = new Error('defect');
		expect(await settle({ commits: [defect] })).toMatchObject({ result: defect, calls: 'commit' });
	});

	it('whose answer was lost is looked for by the cleaned name, newest first', async () => {
		const { result, calls, sleptMs, queries } = await settle({ commits: [LOST], looks: [[{}]] });
		expect(result).toMatchObject({ id: '1' });
		expect(calls).toBe('commit look');
		expect(sleptMs).toEqual([1_500]);
		expect(queries[1]).toMatchObject({ parentId: 'folder', order: 'newestFirst', nextToken: undefined });
	});

	it('is sent again where there is no file, four times at most', async () => {
		const { result, calls, sleptMs } = await settle({
			commits: [LOST, LOST, LOST, LOST],
			looks: [[], [], [], []],
		});
		expect(calls).toBe('commit look commit look commit look commit look');
		expect(sleptMs).toEqual([1_500, 2_000, 3_000, 5_000]);
		expect(result).toMatchObject({
			code: 'COMMIT_UNCERTAIN',
			cause: LOST,
			facts: {
				reason: 'ECONNRESET',
				uploadKey: 'key',
				spaceId: 'space',
				parentId: 'folder',
				fileName: ' a.pdf ',
				sizeBytes: 5,
				conflictStrategy: 'AUTO_RENAME',
				unclearSinceMs: SENT_AT_MS,
			},
		});
	});

	it('of which several files could be the outcome stays open, and all are named', async () => {
		const looks = [[{ id: '1' }, { id: '2', name: 'a(1).pdf' }]];
		const { result, calls } = await settle({ commits: [LOST], looks });
		expect(calls).toBe('commit look');
		expect(result).toMatchObject({ code: 'COMMIT_UNCERTAIN', facts: { dentryIds: ['1', '2'] }, cause: LOST });
	});

	it('stays open where the folder cannot be looked at', async () => {
		const failure = new DingTalkError('PERMISSION_DENIED');
		expect((await settle({ commits: [LOST], looks: [failure] })).result).toMatchObject({
			code: 'COMMIT_UNCERTAIN',
			facts: { lookFailure: 'PERMISSION_DENIED', unclearSinceMs: SENT_AT_MS },
			cause: failure,
		});
	});
});

describe('a refusal after an unclear commit', () => {
	it('says nothing about the first one, whose file is looked for up to three times', async () => {
		const { result, calls } = await settle({
			commits: [LOST, FULL],
			looks: [[], [], [], [{}]],
		});
		expect(result).toMatchObject({ id: '1' });
		expect(calls).toBe('commit look commit look look look');
	});

	it('is told where there is no file, with all that is needed to go on', async () => {
		const { result, sleptMs } = await settle({ commits: [LOST, FULL], looks: [[], [], [], []] });
		expect(result).toMatchObject({
			code: 'SPACE_FULL',
			facts: { uploadKey: 'key', unclearSinceMs: SENT_AT_MS },
		});
		expect(sleptMs).toEqual([1_500, 2_000, 3_000]);
	});

	it('of the key leaves it open', async () => {
		const { result } = await settle({ commits: [LOST, USED_UP], looks: [[], [], [], []] });
		expect(result).toMatchObject({ code: 'COMMIT_UNCERTAIN', cause: USED_UP });
	});

	it('of the key makes a file without a readable time the one, and no other refusal does', async () => {
		const undated = [{ createdAtMs: undefined }];
		const looks = [undated, undated, undated, undated];
		expect((await settle({ commits: [LOST, USED_UP], looks })).result).toMatchObject({ id: '1' });
		expect((await settle({ commits: [LOST, FULL], looks })).result).toMatchObject({ code: 'SPACE_FULL' });
	});
});

describe('a commit that was unclear in an earlier run', () => {
	it('is looked for before anything is sent', async () => {
		const { result, calls, sleptMs } = await settle({ unclearSinceMs: SENT_AT_MS - 5, looks: [[{}]] });
		expect(result).toMatchObject({ id: '1' });
		expect(calls).toBe('look');
		expect(sleptMs).toEqual([]);
	});

	it('is sent where there is no file, and stays unclear since then', async () => {
		const unclearSinceMs = SENT_AT_MS - 500_000;
		const { result, calls } = await settle({ unclearSinceMs, looks: [[], [], [], []], commits: [FULL] });
		expect(calls).toBe('look commit look look look');
		expect(result).toMatchObject({ code: 'SPACE_FULL', facts: { unclearSinceMs } });
	});
});

describe('a file of another size', () => {
	const other = { ...FILE, sizeBytes: 6 };

	it('is no success', async () => {
		const { result, siblings } = await settle({ commits: [other] });
		expect(result).toMatchObject({
			code: 'SIZE_MISMATCH',
			facts: { operation: 'commitFile', uploadKey: 'key', dentryIds: ['1'], unclearSinceMs: undefined },
		});
		expect(siblings.isAnothers(other, 'another key')).toBe(false);
	});

	it('is what Keep Existing may answer, and not of this commit', async () => {
		const target = { conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' } as const;
		const { result, siblings } = await settle({ commits: [other], target });
		expect(result).toBe(other);
		expect(siblings.isAnothers(other, 'another key')).toBe(false);
	});

	it('is not told from one whose size DingTalk does not say', async () => {
		const unsized = { ...FILE, sizeBytes: undefined };
		const { result, siblings } = await settle({ commits: [unsized] });
		expect(result).toBe(unsized);
		expect(siblings.isAnothers(unsized, 'another key')).toBe(true);
	});
});

describe('the look into a folder', () => {
	it('leaves out what other commits of this process have made, and remembers what it found', async () => {
		const siblings = new SiblingCommits();
		siblings.add({ ...FILE, id: '2' }, 'another key');
		const { result } = await settle({ commits: [LOST], looks: [[{ id: '2' }, { id: '1' }]], siblings });
		expect(result).toMatchObject({ id: '1' });
		expect(siblings.isAnothers(FILE, 'another key')).toBe(true);
	});

	it('takes what another commit has made where the existing file was to be kept', async () => {
		const siblings = new SiblingCommits();
		siblings.add(FILE, 'another key');
		const target = { conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' } as const;
		const { result, calls } = await settle({
			commits: [LOST],
			looks: [[{}]],
			hasMorePages: true,
			siblings,
			target,
		});
		expect(result).toMatchObject({ id: '1' });
		expect(calls).toBe('commit look');
	});

	it('ends with the first page whose last entry is older than the commit', async () => {
		const old = { id: '9', name: 'old.pdf', modifiedAtMs: SENT_AT_MS - 120_001 };
		const { result, calls } = await settle({
			commits: [LOST],
			looks: [[{ name: 'b.pdf' }], [{}, old]],
			hasMorePages: true,
		});
		expect(result).toMatchObject({ id: '1' });
		expect(calls).toBe('commit look look');
	});

	it('goes on while the last entry may be as young as the commit, or has no time', async () => {
		const entries = [{ modifiedAtMs: SENT_AT_MS - 120_000 }, { modifiedAtMs: undefined }];
		const old = [{ name: 'old.pdf', modifiedAtMs: 1 }];
		const looks = [...entries.map((entry) => [{ ...entry, name: 'b.pdf' }]), [], old];
		const { calls } = await settle({ commits: [LOST, FILE], looks, hasMorePages: true });
		expect(calls).toBe('commit look look look look commit');
	});

	it.each<[UploadTarget['conflictStrategy'], object]>([
		['AUTO_RENAME', { code: 'COMMIT_UNCERTAIN', facts: { lookFailure: 'FOLDER_TOO_BUSY' } }],
		['RETURN_DENTRY_IF_EXISTS', { id: '1' }],
	])('is given up after forty pages: %s', async (conflictStrategy, outcome) => {
		const looks = Array.from({ length: 40 }, () => [{ name: 'b.pdf' }]);
		const target = { conflictStrategy };
		const { result, calls } = await settle({ commits: [LOST, FILE], looks, hasMorePages: true, target });
		expect(result).toMatchObject(outcome);
		expect(calls.match(/look/g)).toHaveLength(40);
	});
});

it('commits of the same file are settled one after the other', async () => {
	const siblings = new SiblingCommits();
	const results = await Promise.all([
		settle({ commits: [LOST], looks: [[{}]], siblings }),
		settle({ commits: [FULL], siblings }),
	]);
	expect(results.map(({ result }) => result)).toMatchObject([{ id: '1' }, { code: 'SPACE_FULL' }]);
	const next = siblings.turn(TARGET, 5, AbortSignal.timeout(1_000));
	await expect(next).resolves.toBeInstanceOf(Function);
});
