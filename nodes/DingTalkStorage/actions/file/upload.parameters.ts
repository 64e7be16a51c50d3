import type { IBinaryData, IDataObject } from 'n8n-workflow';
import {
	cleanFileName,
	FILE_NAME_MAX_BYTES,
	findFileNameFlaw,
	readCheckpoint,
	type ConflictStrategy,
	type FileNameFlaw,
	type Region,
	type UploadTarget,
} from '../../../../lib/dingtalk';
import { LIMITS, type Checkpoint, type UploadOptions } from '../../../../lib/upload';
import { getBinary } from '../../helpers/binary-source';
import { invalidParameter } from '../../helpers/invalid-parameter';
import { chooseUnionId } from '../../helpers/union-id';
import { MAX_CONCURRENT_PARTS, type Execution } from '../execution';

const MIB = 1024 * 1024;

export interface UploadParameters {
	readonly binary: IBinaryData;
	readonly target: UploadTarget;
	readonly transfer: Pick<
		UploadOptions,
		'partSizeBytes' | 'maxPartsInFlight' | 'maxAttempts' | 'verifyParts' | 'stallTimeoutMs'
	>;
	/** Where an earlier upload of the file has stopped. */
	readonly resumeFrom: Checkpoint | undefined;
	readonly simplify: boolean;
}

/** Reads the parameters of one item and refuses what DingTalk would refuse later, or what it would not notice. */
export function readUploadParameters(execution: Execution, itemIndex: number): UploadParameters {
	const { functions, credential } = execution;
	const parameter = (name: string): unknown =>
		functions.getNodeParameter(name, itemIndex, '', { extractValue: true });
	const options = functions.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const invalid = (label: string, what: string, description: string) =>
		invalidParameter(functions, itemIndex, label, what, description);

	const spaceId = String(parameter('spaceId')).trim();
	if (spaceId === '') throw invalid('Space', 'is empty', 'Choose a space from the list, or enter its ID.');
	const parentId = String(parameter('parentId')).trim() || '0';
	const unionId = chooseUnionId(functions, itemIndex, parameter('unionId'), credential.unionId);
	const binary = getBinary(
		functions,
		itemIndex,
		functions.getNodeParameter('binaryPropertyName', itemIndex, 'data'),
	);
	const fileName = cleanFileName(String(options.fileName || binary.fileName || nameWithoutName(binary)));
	const flaw = findFileNameFlaw(fileName);
	if (flaw) throw invalid('File Name', describeFlaw(flaw), "Set another name in the option 'File Name'.");

	/** A number option, checked against its range; undefined where the user left it off. */
	const inRange = (name: string, label: string, min: number, max: number, isWhole: boolean) => {
		const value = options[name];
		if (value === undefined || value === '') return undefined;
		const number = Number(value);
		if (number >= min && number <= max && (!isWhole || Number.isInteger(number))) return number;
		const kind = isWhole ? 'whole number' : 'number';
		throw invalid(label, `must be a ${kind} from ${min} to ${max}`, `It is ${JSON.stringify(value)}.`);
	};
	const partSizeMb = inRange('partSizeMb', 'Part Size (MB)', 0.1, LIMITS.maxPartSizeBytes / MIB, false);
	const stallTimeoutSeconds = inRange('stallTimeoutSeconds', 'Stall Timeout (Seconds)', 1, 3600, false);
	const target: UploadTarget = {
		spaceId,
		parentId,
		unionId,
		fileName,
		conflictStrategy: (options.conflictStrategy ?? 'AUTO_RENAME') as ConflictStrategy,
		preferIntranet: options.preferIntranet === true,
		preferRegion: (options.preferRegion || undefined) as Region | undefined,
	};
	return {
		binary,
		target,
		resumeFrom: readResumeFrom(options.resumeFrom, target, (what, description) =>
			invalid('Resume From', what, description),
		),
		transfer: {
			partSizeBytes: partSizeMb === undefined ? undefined : Math.floor(partSizeMb * MIB),
			maxPartsInFlight: inRange('maxConcurrentParts', 'Max Concurrent Parts', 1, MAX_CONCURRENT_PARTS, true),
			maxAttempts: inRange('maxAttempts', 'Max Attempts per Part', 1, 100, true),
			verifyParts: options.verifyParts as boolean | undefined,
			stallTimeoutMs: stallTimeoutSeconds === undefined ? undefined : Math.round(stallTimeoutSeconds * 1000),
		},
		simplify: functions.getNodeParameter('simplify', itemIndex, true) as boolean,
	};
}

/** An expression yields nothing for items that have not failed. */
function readResumeFrom(
	value: unknown,
	target: UploadTarget,
	invalid: (what: string, description: string) => Error,
): Checkpoint | undefined {
	const text = typeof value === 'string' ? value.trim() : value;
	if (text === undefined || text === null || text === '') return undefined;
	const saved = typeof text === 'string' ? readCheckpoint(text) : undefined;
	if (!saved) {
		throw invalid(
			'is not the checkpoint of an upload',
			"Give it 'checkpoint' from the details of the failed upload, whole and unchanged.",
		);
	}
	const fields = ['spaceId', 'parentId', 'fileName'] as const;
	const isSame = fields.every((field) => saved[field] === target[field]);
	if (isSame) return saved.checkpoint;
	throw invalid(
		'is of another upload',
		`It is of the file '${saved.fileName}' in the folder ${saved.parentId} of the space ${saved.spaceId}.`,
	);
}

/** Some nodes produce files without a name. */
function nameWithoutName(binary: IBinaryData): string {
	return binary.fileExtension ? `file.${binary.fileExtension}` : 'file';
}

function describeFlaw(flaw: FileNameFlaw): string {
	switch (flaw.kind) {
		case 'empty':
			return 'is empty';
		case 'character':
			return `must not contain ${nameCharacter(flaw.character)}`;
		case 'trailingDot':
			return 'must not end with a dot (.)';
		case 'tooLong':
			return `is ${flaw.bytes} bytes long in UTF-8; at most ${FILE_NAME_MAX_BYTES} are possible`;
	}
}

function nameCharacter(character: string): string {
	if (character === '\t') return 'a tab';
	const codePoint = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
	if (character < ' ' || character === '\u007f') return `the control character ${codePoint}`;
	if (/\p{Surrogate}/u.test(character)) return `half of a character, ${codePoint}`;
	return `the character ${character}`;
}
