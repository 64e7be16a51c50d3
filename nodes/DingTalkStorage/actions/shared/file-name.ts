import {
	cleanFileName,
	FILE_NAME_MAX_BYTES,
	findFileNameFlaw,
	type FileNameFlaw,
} from '../../../../lib/dingtalk';
import type { ParameterValues } from '../../parameters/parameter-values';

/**
 * The name as DingTalk would store it.
 * @throws where DingTalk would refuse it
 */
export function checkName(values: ParameterValues, label: string, name: string, whatToDo: string): string {
	const clean = cleanFileName(name);
	const flaw = findFileNameFlaw(clean);
	if (flaw) throw values.invalid(label, describeNameFlaw(flaw), whatToDo);
	return clean;
}

/** Goes on after the label of the field. */
export function describeNameFlaw(flaw: FileNameFlaw): string {
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
