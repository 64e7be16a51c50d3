import { apiError } from '../errors';
import { objectField, textField, type JsonObject } from '../http/json';

const STRATEGIES = ['AUTO_RENAME', 'OVERWRITE', 'RETURN_DENTRY_IF_EXISTS', 'RETURN_ERROR_IF_EXISTS'] as const;

/** What happens when the name is taken. */
export type ConflictStrategy = (typeof STRATEGIES)[number];

/** The strategy of a commit or of a new folder; renaming is the default. */
export function conflictStrategy(body: JsonObject): ConflictStrategy {
	const wanted = textField(objectField(body, 'option'), 'conflictStrategy') ?? 'AUTO_RENAME';
	const known = STRATEGIES.find((strategy) => strategy === wanted);
	if (!known) throw apiError('paramError.conflictStrategy');
	return known;
}
