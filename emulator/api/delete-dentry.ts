import { apiError } from '../errors';
import type { JsonObject } from '../http/json';
import type { Dentry } from '../state/dentries';
import type { Space } from '../state/spaces';
import type { World } from '../world';
import type { AuthorizedCall } from './route';

/** What a task that may not delete tells. */
const REFUSAL = 'permissionDenied';

/**
 * `DELETE …/dentries/{dentryId}`: deletes a file, or a folder with all that is in it. DingTalk docs: what has
 * children is deleted by a task, whose id is the answer.
 */
export async function deleteDentry(call: AuthorizedCall, world: World): Promise<JsonObject> {
	return await world.changes.run(async () => {
		const { spaceId = '', dentryId = '' } = call.params;
		const space = world.spaces.requireWritable(spaceId, call.unionId);
		const dentry = world.dentries.require(spaceId, dentryId);
		requireRecycleBin(call.query.get('toRecycleBin') ?? 'false', space);
		if (!isDeletedByTask(dentry, world)) {
			await removeTree(dentry, space, world);
			return { async: false };
		}
		const mayDelete = world.switches.deletion !== 'failing-task';
		const task = world.tasks.start(world.dentries.treeOf(dentry).length, async () => {
			if (!mayDelete) return REFUSAL;
			await world.changes.run(async () => await removeTree(dentry, space, world));
			return undefined;
		});
		return { async: true, taskId: task.id };
	});
}

/** The spaces of the organisation are those of its drive. What is put into their bin is gone here too. */
function requireRecycleBin(wanted: string, space: Space): void {
	if (wanted !== 'true' && wanted !== 'false') throw apiError('paramError');
	if (wanted === 'true' && space.type !== 'org') throw apiError('recycleBinNotSupportForSpace');
}

function isDeletedByTask(dentry: Dentry, world: World): boolean {
	const { deletion } = world.switches;
	return deletion === 'by-content' ? world.dentries.treeOf(dentry).length > 1 : deletion !== 'at-once';
}

/** Nothing happens to what is gone already. */
async function removeTree(root: Dentry, space: Space, world: World): Promise<void> {
	for (const dentry of world.dentries.treeOf(root)) {
		world.dentries.remove(dentry);
		world.spaces.use(space, -(dentry.content?.sizeBytes ?? 0));
		await dentry.content?.remove?.();
	}
}
