import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../../../scripts/lib/paths.cjs';

interface Step {
	readonly uses?: string;
	readonly run?: string;
	readonly with?: Record<string, unknown>;
}

interface Job {
	readonly needs?: string;
	readonly permissions?: Record<string, string>;
	readonly 'timeout-minutes'?: number;
	readonly steps: readonly Step[];
	readonly strategy?: { readonly matrix: Record<string, unknown> };
}

interface Workflow {
	readonly on: Record<string, unknown>;
	readonly permissions: Record<string, string>;
	readonly jobs: Record<string, Job>;
}

const textOf = (name: string) => fs.readFileSync(path.join(ROOT, '.github/workflows', name), 'utf8');
const ci = parse(textOf('ci.yml')) as Workflow;
const release = parse(textOf('release.yml')) as Workflow;

const commandsOf = (job: Job | undefined) => (job?.steps ?? []).flatMap(({ run }) => run ?? []);
const actionsOf = (job: Job | undefined) => (job?.steps ?? []).flatMap(({ uses }) => uses ?? []);

describe.each([
	['ci.yml', ci],
	['release.yml', release],
])('%s', (name, workflow) => {
	const jobs = Object.values(workflow.jobs);

	it('runs everything that there is to test', () => {
		expect(jobs.flatMap(commandsOf)).toContain('bash .ci/run');
	});

	it("ends in time, and uses GitHub's own actions only, each in one major version", () => {
		for (const job of jobs) expect(job['timeout-minutes']).toEqual(expect.any(Number));
		for (const action of jobs.flatMap(actionsOf)) expect(action).toMatch(/^actions\/[a-z-]+@v\d+$/);
	});

	it('names no registry, and needs no secret that somebody would have to keep', () => {
		expect(textOf(name)).not.toMatch(/registry|secrets\./);
	});
});

describe('ci.yml', () => {
	it('runs on the Nodes of n8n, for pushes, pull requests and every night, and may write nothing', () => {
		expect(Object.keys(ci.on)).toEqual(['push', 'pull_request', 'schedule']);
		expect(ci.jobs['test']?.strategy?.matrix).toEqual({ node: [22, 24] });
		expect(ci.permissions).toEqual({ contents: 'read' });
	});
});

describe('release.yml', () => {
	const { check, publish, announce } = release.jobs;

	it('is asked for by a tag', () => {
		expect(release.on).toEqual({ push: { tags: ['v*'] } });
	});

	it('gives each job the one right that it needs', () => {
		expect(release.permissions).toEqual({});
		expect(check?.permissions).toEqual({ contents: 'read' });
		expect(publish?.permissions).toEqual({ 'id-token': 'write' });
		expect(announce?.permissions).toEqual({ contents: 'write' });
	});

	it('hands on the tarball that the release check has kept, after all tests have run', () => {
		expect(commandsOf(check).slice(-2)).toEqual([
			'npm run release:check -- --tag "$GITHUB_REF_NAME" --repository "$GITHUB_REPOSITORY"',
			'bash .ci/run',
		]);
		expect(check?.steps.at(-1)?.with?.['path']).toBe(
			'.cache/release/tarball/*.tgz\n.cache/release/notes.md\n',
		);
	});

	it('publishes that very file with its provenance, and builds nothing', () => {
		expect(publish?.needs).toBe('check');
		expect(commandsOf(publish)).toEqual(['npm publish ./tarball/*.tgz --provenance --access public']);
		expect(actionsOf(publish).map((action) => action.split('@')[0])).toEqual([
			'actions/download-artifact',
			'actions/setup-node',
		]);
	});

	it('announces it when it is published, in the words of the changelog', () => {
		expect(announce?.needs).toBe('publish');
		expect(commandsOf(announce)).toEqual([expect.stringContaining('--notes-file notes.md')]);
	});
});
