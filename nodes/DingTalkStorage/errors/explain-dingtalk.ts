import { isUploadGone, type DingTalkError } from '../../../lib/dingtalk';
import { ADVICE } from './dingtalk-advice';
import { linkToScope, missingScopes } from './scopes';

/** What the user reads below the message, in lines: what to do next, and what is known of this very case. */
export function adviseOnDingTalk(error: DingTalkError, clientId: string): string {
	const { code, facts } = error;
	const { dentryIds, path, host, reason, apiCode, apiMessage, requestId } = facts;
	const advice = [ADVICE[code]];
	if (code === 'COMMIT_UNCERTAIN') advice.push(...adviseOnUnclearCommit(error, clientId));
	const lines = [advice.join(' ')];
	if (code === 'SCOPE_MISSING') lines.push(...linkToScopes(error, clientId));
	if (dentryIds) lines.push(`ID: ${dentryIds.join(', ')}.`);
	if (path) lines.push(`Path: ${path}`);
	if (host) lines.push(`Host: ${host}${reason ? ` (${reason})` : ''}.`);
	const answer = [
		// Of a missing permission it says the same again, with the same link.
		apiMessage && code !== 'SCOPE_MISSING' && `DingTalk says: ${apiMessage}`,
		apiCode && `[${[apiCode, requestId].filter(Boolean).join(', ')}]`,
	];
	lines.push(answer.filter(Boolean).join(' '));
	return lines.filter((line) => line !== '').join('\n');
}

/** What to look for, and how to go on when it is not there. */
function adviseOnUnclearCommit(error: DingTalkError, clientId: string): string[] {
	const { facts, cause } = error;
	const { fileName = '', lookFailure, dentryIds } = facts;
	const look = `Look for the file '${fileName}' in the folder: if it is there, the upload is done.`;
	if (dentryIds) return [look, 'More than one file may be it.'];
	if (isUploadGone(cause)) return [look, 'If not, upload it again from the start.'];
	const sentences = [
		look,
		"If not, go on with 'checkpoint' from the details in the option 'Resume From': no part is sent twice.",
	];
	if (lookFailure === 'SCOPE_MISSING') {
		sentences.push(
			'With one more permission (权限) the node looks by itself.',
			...linkToScopes(error, clientId),
		);
	} else if (lookFailure && cause instanceof Error) {
		sentences.push(`The node could not look by itself: ${cause.message}.`);
	}
	return sentences;
}

/** The permissions that are missing, each with the very page on which to apply for it. */
function linkToScopes({ facts }: DingTalkError, clientId: string): string[] {
	const links = missingScopes(facts).map((scope) => linkToScope(scope, clientId));
	return links.length === 0 ? [] : [`Apply with one click: ${links.join(' , ')} .`];
}
