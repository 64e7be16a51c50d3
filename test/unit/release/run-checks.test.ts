import { asTable, runChecks } from '../../../scripts/lib/release/run-checks.cjs';

const passes = (name: string, needs: string[] = []) => ({ name, needs, run: () => `${name} is fine` });
const fails = (name: string, needs: string[] = []) => ({
	name,
	needs,
	run: () => Promise.reject(new Error(`${name} is not\nbecause of this`)),
});

describe('the checks of a release', () => {
	beforeEach(() => jest.spyOn(process.stdout, 'write').mockReturnValue(true));
	afterEach(() => jest.restoreAllMocks());

	it('go on after a failure, but not with what needs its result', async () => {
		const results = await runChecks([
			fails('build'),
			passes('tarball', ['build']),
			passes('scan', ['tarball']),
			passes('changelog'),
		]);

		expect(results.map(({ name, outcome, found }) => [name, outcome, found])).toEqual([
			['build', 'failed', 'build is not\nbecause of this'],
			['tarball', 'left out', 'needs: build'],
			['scan', 'left out', 'needs: tarball'],
			['changelog', 'passed', 'changelog is fine'],
		]);
	});

	it('are shown a line each, with the reasons below', () => {
		expect(
			asTable([
				{ name: 'build', outcome: 'passed', found: 'from scratch', seconds: 2 },
				{ name: 'manifest', outcome: 'failed', found: 'not fit:\nno licence', seconds: 0.04 },
				{ name: 'upload', outcome: 'left out', found: 'needs: manifest', seconds: 0 },
			]).split('\n'),
		).toEqual([
			'✓ build       2.0 s  from scratch',
			'✗ manifest    0.0 s  not fit:',
			'                     no licence',
			'– upload      0.0 s  needs: manifest',
		]);
	});
});
