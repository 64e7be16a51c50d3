import { audit } from '../../../scripts/lib/hygiene/audit.cjs';
import { devDependencies } from '../../../package.json';
import { json, startAnswerServer, type AnswerServer } from '../../support/answer-server';

/** A registry that knows these weaknesses, by the name of the package. */
function knowing(registry: AnswerServer, advisories: Readonly<Record<string, readonly object[]>>) {
	registry.answer = ({ method, path }) => {
		if (method === 'POST' && path === '/-/npm/v1/security/advisories/bulk') return json(advisories);
		const name = path.slice(1);
		const version = (devDependencies as Record<string, string>)[name];
		if (version === undefined) return json({}, 404);
		return json({ name, versions: { [version]: { name, version, dist: {} } } });
	};
}

const weakness = (severity: string, versions: string) => ({
	// npm keeps what it has worked out about one, by its id.
	id: `${severity} ${versions}`,
	title: 'Sends what it should not',
	url: 'https://advisories.example/1',
	severity,
	vulnerable_versions: versions,
	cwe: [],
	cvss: { score: 0, vectorString: null },
});

let registry: AnswerServer;
beforeEach(async () => {
	registry = await startAnswerServer();
});
afterEach(() => registry.close());

it.each(['high', 'critical'])('fails for a weakness of the bundled package that is %s', async (severity) => {
	knowing(registry, { undici: [weakness(severity, `<=${devDependencies.undici}`)] });
	const { outcome, lines } = await audit(registry.url);
	expect(outcome).toBe('failed');
	expect(lines[0]).toContain(`${severity}, Sends what it should not, https://advisories.example/1`);
	expect(lines[1]).toContain('Install a version of undici without it');
});

it('passes where only other versions of the bundled package are weak', async () => {
	knowing(registry, { undici: [weakness('critical', '<6.0.0')] });
	expect(await audit(registry.url)).toEqual({
		outcome: 'passed',
		lines: ['No tool has a weakness that is high or worse'],
	});
});

it('shows a moderate weakness of the bundled package', async () => {
	knowing(registry, { undici: [weakness('moderate', '*')] });
	const { outcome, lines } = await audit(registry.url);
	expect(outcome).toBe('passed');
	expect(lines[0]).toContain('moderate, Sends what it should not');
});

it('names a weak tool, which nobody installs with the node', async () => {
	knowing(registry, { esbuild: [weakness('critical', '*')] });
	const { outcome, lines } = await audit(registry.url);
	expect(outcome).toBe('passed');
	expect(lines.join('\n')).toContain('esbuild');
});

it.each([
	['refuses to audit', { status: 405, body: '' }, 'the registry answers 405'],
	['answers a page', { status: 200, body: '<html>Welcome</html>' }, 'the registry gives no report'],
])('says that nobody has looked where the registry %s', async (_, answer, reason) => {
	registry.answer = () => answer;
	const { outcome, lines } = await audit(registry.url);
	expect(outcome).toBe('not audited');
	expect(lines).toEqual([expect.stringContaining(`Not audited: ${reason}`)]);
});
