import { readCheckpoint, type SavedUpload } from '../../../../lib/dingtalk';
import type { Checkpoint } from '../../../../lib/upload';
import { isAbsent, type ParameterValues } from '../../parameters/parameter-values';
import type { Place } from '../shared/place';

const LABEL = 'Resume From';

/** Where an earlier upload of the file has stopped. */
export interface ResumeFrom {
	/** @throws where it was an upload to another place */
	checkpointFor(place: Place): Checkpoint;
}

/** An expression yields nothing for items that have not failed. */
export function readResumeFrom(
	values: ParameterValues,
	value: unknown,
	fileName: string,
	isOneOfSeveral: boolean,
): ResumeFrom | undefined {
	const text = typeof value === 'string' ? value.trim() : value;
	if (isAbsent(text)) return undefined;
	const saved = typeof text === 'string' ? readCheckpoint(text) : undefined;
	if (!saved) {
		throw values.invalid(
			LABEL,
			'is not the checkpoint of an upload',
			"Give it 'checkpoint' from the details of the failed upload, whole and unchanged.",
		);
	}
	if (saved.fileName !== fileName) {
		// It belongs to one of them; the others begin anew.
		if (isOneOfSeveral) return undefined;
		throw isAnothers(values, saved);
	}
	return {
		checkpointFor({ spaceId, parentId }) {
			if (saved.spaceId === spaceId && saved.parentId === parentId) return saved.checkpoint;
			throw isAnothers(values, saved);
		},
	};
}

function isAnothers(values: ParameterValues, { fileName, parentId, spaceId }: SavedUpload): Error {
	return values.invalid(
		LABEL,
		'is of another upload',
		`It is of the file '${fileName}' in the folder ${parentId} of the space ${spaceId}.`,
	);
}
