import type { Probe } from '../probe';
import { afterCommit } from './after-commit';
import { conflictStrategies } from './conflict-strategies';
import { contentType } from './content-type';
import { crc64 } from './crc64';
import { dates } from './dates';
import { deletion } from './deletion';
import { duplicatePartNumbers } from './duplicate-part-numbers';
import { emptyFile } from './empty-file';
import { etag } from './etag';
import { existingFolder } from './existing-folder';
import { missingPart } from './missing-part';
import { names } from './names';
import { newFileInList } from './new-file-in-list';
import { oldDate } from './old-date';
import { partAgain } from './part-again';
import { partInfos } from './part-infos';
import { partNumbers } from './part-numbers';
import { preCheck } from './pre-check';
import { readBack } from './read-back';
import { secondCommit } from './second-commit';
import { signedPart } from './signed-part';
import { similarNames } from './similar-names';
import { singleRequest } from './single-request';
import { smallPart } from './small-part';
import { takenName } from './taken-name';
import { unknownUploadKey } from './unknown-upload-key';
import { upload } from './upload';
import { wrongMd5 } from './wrong-md5';
import { wrongSize } from './wrong-size';

/** All questions, in the order of an upload: what matters most comes before a quota could be used up. */
export const PROBES: readonly Probe[] = [
	upload,
	readBack,
	singleRequest,
	emptyFile,
	preCheck,
	signedPart,
	partInfos,
	partNumbers,
	duplicatePartNumbers,
	etag,
	crc64,
	contentType,
	oldDate,
	partAgain,
	smallPart,
	missingPart,
	wrongSize,
	wrongMd5,
	unknownUploadKey,
	secondCommit,
	afterCommit,
	newFileInList,
	dates,
	takenName,
	conflictStrategies,
	existingFolder,
	names,
	similarNames,
	deletion,
];
