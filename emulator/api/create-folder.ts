import { apiError } from '../errors';
import { textField, type JsonObject } from '../http/json';
import type { Dentry } from '../state/dentries';
import type { World } from '../world';
import { appProperties } from './app-properties';
import { conflictStrategy } from './conflict-strategy';
import { dentryJson } from './dentry-json';
import { freeName, legalName } from './names';
import type { AuthorizedCall } from './route';

/** `POST …/dentries/{parentId}/folders`: a new folder, or what the conflict strategy makes of a taken name. */
export function createFolder(call: AuthorizedCall, world: World): JsonObject {
	return { dentry: dentryJson(folder(call, world), world) };
}

function folder({ params, body, unionId, token }: AuthorizedCall, world: World): Dentry {
	const { spaceId = '', parentId = '' } = params;
	world.spaces.requireWritable(spaceId, unionId);
	world.dentries.requireFolder(spaceId, parentId);
	const name = legalName(textField(body, 'name') ?? '');
	const strategy = conflictStrategy(body);
	const properties = appProperties(body);

	const existing = world.dentries.findByName(spaceId, parentId, name);
	if (existing && strategy === 'RETURN_ERROR_IF_EXISTS') throw apiError('dentryAlreadyExist');
	// There is nothing in a folder to overwrite: the one that exists is the answer.
	if (existing?.type === 'FOLDER' && strategy !== 'AUTO_RENAME') return existing;
	return world.dentries.create({
		spaceId,
		parentId,
		type: 'FOLDER',
		name: freeName(name, world.dentries.children(spaceId, parentId)),
		creatorId: unionId,
		appProperties: properties.length > 0 ? { [token.clientId]: properties } : {},
	});
}
