import type { ConflictStrategy, Dentry } from '../../lib/dingtalk';
import { orRefusal } from '../answer';
import type { Facts, Probe } from '../probe';
import { UPLOAD_CALLS, uploadFewBytes } from '../raw-upload';

const NAME = 'conflict.bin';

const STRATEGIES = [
	'RETURN_DENTRY_IF_EXISTS',
	'OVERWRITE',
	'AUTO_RENAME',
] as const satisfies readonly ConflictStrategy[];

export const conflictStrategies: Probe = {
	question: 'The other conflict strategies where a file has the name',
	maxCalls: (1 + STRATEGIES.length) * UPLOAD_CALLS,
	async ask(at) {
		const existing = await uploadFewBytes(at, NAME);
		const facts: Record<string, string> = {};
		for (const strategy of STRATEGIES) {
			facts[strategy] = await orRefusal(async () =>
				describe(await uploadFewBytes(at, NAME, strategy), existing),
			);
		}
		return facts satisfies Facts;
	},
};

function describe({ id, name, version }: Dentry, existing: Dentry): string {
	return `${id === existing.id ? 'the same file' : 'another file'}, ${name}, version ${version ?? 'unknown'}`;
}
