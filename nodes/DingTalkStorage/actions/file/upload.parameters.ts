import type { IBinaryData } from 'n8n-workflow';
import type { UploadTarget } from '../../../../lib/dingtalk';
import { DEFAULTS, LIMITS, type UploadOptions } from '../../../../lib/upload';
import { getBinary, type BinaryField } from '../../binary/binary-fields';
import { isAbsent, ParameterValues, type NumberRange } from '../../parameters/parameter-values';
import { MAX_CONCURRENT_PARTS, type Execution } from '../execution';
import { checkName } from '../shared/file-name';
import {
	fileConflictProperty,
	readConflictStrategy,
	readOptions,
	readPreferIntranet,
	readPreferRegion,
	type OptionValues,
} from '../shared/options';
import { readTarget, type PlaceChoice } from '../shared/place';
import { readSimplify } from '../shared/simplify';
import { readResumeFrom, type ResumeFrom } from './resume-from';

const MIB = 1024 * 1024;

const PART_SIZE_MB: NumberRange = { min: 0.1, max: LIMITS.maxPartSizeBytes / MIB, isWhole: false };
const STALL_TIMEOUT_SECONDS: NumberRange = { min: 1, max: 3600, isWhole: false };
const CONCURRENT_PARTS: NumberRange = { min: 1, max: MAX_CONCURRENT_PARTS, isWhole: true };
const ATTEMPTS: NumberRange = { min: 1, max: 100, isWhole: true };
const UPLOAD_METHODS = ['automatic', 'multipart'] as const;

export interface UploadParameters {
	readonly binary: IBinaryData;
	readonly place: PlaceChoice;
	readonly file: Omit<UploadTarget, 'spaceId' | 'parentId' | 'unionId'>;
	readonly transfer: Pick<
		UploadOptions,
		'partSizeBytes' | 'maxPartsInFlight' | 'maxAttempts' | 'verifyParts' | 'stallTimeoutMs'
	>;
	readonly uploadMethod: (typeof UPLOAD_METHODS)[number];
	readonly resumeFrom: ResumeFrom | undefined;
	readonly simplify: boolean;
}

/**
 * Reads the parameters of one file and refuses what DingTalk would refuse later, or what it would not notice.
 * @param isOneOfSeveral whether the item has other files to upload, for which the same parameters hold
 */
export function readUploadParameters(
	execution: Execution,
	itemIndex: number,
	field: BinaryField,
	isOneOfSeveral: boolean,
): UploadParameters {
	const { functions } = execution;
	const values = new ParameterValues(functions, itemIndex);
	const options = readOptions(values);
	const place = readTarget(execution, values);
	const binary = getBinary(functions, itemIndex, field);
	const fileName = readFileName(values, options.fileName, binary, isOneOfSeveral);
	return {
		binary,
		place,
		file: {
			fileName,
			conflictStrategy: readConflictStrategy(values, options, fileConflictProperty),
			preferIntranet: readPreferIntranet(values, options),
			preferRegion: readPreferRegion(values, options),
		},
		uploadMethod: values.choice('Upload Method', options.uploadMethod, UPLOAD_METHODS) ?? 'multipart',
		resumeFrom: readResumeFrom(values, options.resumeFrom, fileName, isOneOfSeveral),
		transfer: readTransfer(values, options),
		simplify: readSimplify(values),
	};
}

function readTransfer(values: ParameterValues, options: OptionValues): UploadParameters['transfer'] {
	const number = (name: string, label: string, range: NumberRange) =>
		values.number(label, options[name], range);
	const partSizeMb = number('partSizeMb', 'Part Size (MB)', PART_SIZE_MB);
	const stallTimeoutSeconds = number('stallTimeoutSeconds', 'Stall Timeout (Seconds)', STALL_TIMEOUT_SECONDS);
	return {
		partSizeBytes: partSizeMb === undefined ? undefined : Math.floor(partSizeMb * MIB),
		maxPartsInFlight: number('maxConcurrentParts', 'Max Concurrent Parts', CONCURRENT_PARTS),
		maxAttempts: number('maxAttempts', 'Max Attempts per Part', ATTEMPTS),
		verifyParts: values.flag('Verify Parts', options.verifyParts, DEFAULTS.verifyParts),
		stallTimeoutMs: stallTimeoutSeconds === undefined ? undefined : Math.round(stallTimeoutSeconds * 1000),
	};
}

function readFileName(
	values: ParameterValues,
	ofNode: unknown,
	binary: IBinaryData,
	isOneOfSeveral: boolean,
): string {
	if (isOneOfSeveral && !isAbsent(ofNode)) {
		throw values.invalid(
			'File Name',
			'is one name for several files',
			"Leave it off, so that each file keeps its own name, or name one field in 'Input Data Field Name'.",
		);
	}
	const name = chooseFileName(values, ofNode, binary);
	return checkName(values, 'File Name', name, "Set another name in the option 'File Name'.");
}

/** Some nodes produce files without a name. */
function chooseFileName(values: ParameterValues, ofNode: unknown, binary: IBinaryData): string {
	const given = isAbsent(ofNode) ? binary.fileName : ofNode;
	if (!isAbsent(given)) return values.text('File Name', given);
	const extension = values.text('File Name', binary.fileExtension);
	return extension ? `file.${extension}` : 'file';
}
