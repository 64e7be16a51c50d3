import type { IBinaryData } from 'n8n-workflow';
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
import { DEFAULTS, LIMITS, type Checkpoint, type UploadOptions } from '../../../../lib/upload';
import { getBinary } from '../../helpers/binary-source';
import { invalidParameter } from '../../helpers/invalid-parameter';
import { isAbsent, ParameterValues, type NumberRange } from '../../helpers/parameter-values';
import { chooseUnionId } from '../../helpers/union-id';
import { MAX_CONCURRENT_PARTS, type Execution } from '../execution';

const MIB = 1024 * 1024;

const CONFLICT_STRATEGIES: readonly ConflictStrategy[] = [
	'AUTO_RENAME',
	'OVERWRITE',
	'RETURN_DENTRY_IF_EXISTS',
	'RETURN_ERROR_IF_EXISTS',
];
const REGIONS: readonly Region[] = ['SHANGHAI', 'SHENZHEN', 'SINGAPORE', 'ZHANGJIAKOU'];

const PART_SIZE_MB: NumberRange = { min: 0.1, max: LIMITS.maxPartSizeBytes / MIB, isWhole: false };
const STALL_TIMEOUT_SECONDS: NumberRange = { min: 1, max: 3600, isWhole: false };
const CONCURRENT_PARTS: NumberRange = { min: 1, max: MAX_CONCURRENT_PARTS, isWhole: true };
const ATTEMPTS: NumberRange = { min: 1, max: 100, isWhole: true };

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
	const values = new ParameterValues(functions, itemIndex);
	const options = values.collection('Options', values.get('options', 'Options'));
	const invalid = (label: string, what: string, description: string) =>
		invalidParameter(functions, itemIndex, label, what, description);

	const spaceId = values.text('Space', values.get('spaceId', 'Space'));
	if (spaceId === '') throw invalid('Space', 'is empty', 'Choose a space from the list, or enter its ID.');
	const parentId = values.text('Folder', values.get('parentId', 'Folder')) || '0';
	const ofNode = values.text('Union ID', values.get('unionId', 'Union ID'));
	const unionId = chooseUnionId(functions, itemIndex, ofNode, credential.unionId);
	const field = values.get('binaryPropertyName', 'Input Data Field Name');
	const binary = getBinary(functions, itemIndex, field);
	const fileName = cleanFileName(chooseFileName(values, options.fileName, binary));
	const flaw = findFileNameFlaw(fileName);
	if (flaw) throw invalid('File Name', describeFlaw(flaw), "Set another name in the option 'File Name'.");

	const number = (name: string, label: string, range: NumberRange) =>
		values.number(label, options[name], range);
	const partSizeMb = number('partSizeMb', 'Part Size (MB)', PART_SIZE_MB);
	const stallTimeoutSeconds = number('stallTimeoutSeconds', 'Stall Timeout (Seconds)', STALL_TIMEOUT_SECONDS);
	const target: UploadTarget = {
		spaceId,
		parentId,
		unionId,
		fileName,
		conflictStrategy:
			values.choice('Conflict Strategy', options.conflictStrategy, CONFLICT_STRATEGIES) ?? 'AUTO_RENAME',
		preferIntranet: values.flag('Prefer Intranet', options.preferIntranet, false),
		preferRegion: values.choice('Prefer Region', options.preferRegion, REGIONS),
	};
	return {
		binary,
		target,
		resumeFrom: readResumeFrom(options.resumeFrom, target, (what, description) =>
			invalid('Resume From', what, description),
		),
		transfer: {
			partSizeBytes: partSizeMb === undefined ? undefined : Math.floor(partSizeMb * MIB),
			maxPartsInFlight: number('maxConcurrentParts', 'Max Concurrent Parts', CONCURRENT_PARTS),
			maxAttempts: number('maxAttempts', 'Max Attempts per Part', ATTEMPTS),
			verifyParts: values.flag('Verify Parts', options.verifyParts, DEFAULTS.verifyParts),
			stallTimeoutMs: stallTimeoutSeconds === undefined ? undefined : Math.round(stallTimeoutSeconds * 1000),
		},
		simplify: values.flag('Simplify', values.get('simplify', 'Simplify'), true),
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
function chooseFileName(values: ParameterValues, ofNode: unknown, binary: IBinaryData): string {
	const given = isAbsent(ofNode) ? binary.fileName : ofNode;
	if (!isAbsent(given)) return values.text('File Name', given);
	const extension = values.text('File Name', binary.fileExtension);
	return extension ? `file.${extension}` : 'file';
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
	if (character < ' ' || character === '\u007f') {
		const codePoint = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
		return `the control character U+${codePoint}`;
	}
	return `the character ${character}`;
}
