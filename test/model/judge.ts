import { createHash } from 'node:crypto';
import { isDeepStrictEqual, inspect } from 'node:util';
import { DEMO, type StoredFile } from '../../emulator';
import { DingTalkError } from '../../lib/dingtalk';
import { UploadError } from '../../lib/upload';
import { hasSilence, hits, mustEndure } from './fault-script';
import type { Attempt, Trial } from './run-scenario';
import { onAGoodDay, type Scenario } from './scenario';
import { bytesOf } from './scenario-source';

/** What a signature, a token or a secret looks like in an error. */
const SECRET = new RegExp(`${DEMO.clientSecret}|OSS [\\w-]+:|x-acs-dingtalk-access-token|uploadId=`);

/** As many as are on the line by default at most. */
const MOST_PARTS_IN_FLIGHT = 8;

/** @throws Error that says which invariant the trial broke */
export function judge(scenario: Scenario, { filesBefore, first, second }: Trial): void {
	judgeMemory(scenario, first);
	if (first.error === undefined) judgeSuccess(scenario, filesBefore, first);
	else judgeFailure(scenario, filesBefore, first);

	if (second === undefined) return;
	judgeMemory(scenario, second);
	if (second.error === undefined) return judgeSuccess(onAGoodDay(scenario), filesBefore, second);
	if (!isNameConflict(scenario, second.error)) fail('going on with the checkpoint failed', second.error);
	if (!isDeepStrictEqual(second.files, filesBefore)) fail('a refused upload left a file', second.files);
}

function judgeMemory({ partSizeBytes, maxPartsInFlight }: Scenario, { held }: Attempt): void {
	const mostParts = (maxPartsInFlight ?? MOST_PARTS_IN_FLIGHT) + 1;
	if (held.mostPartsHeld > mostParts) fail(`more than ${mostParts} parts were held`, held);
	if (held.mostBufferBytes > mostParts * partSizeBytes) fail('the part buffers were over their budget', held);
}

function judgeSuccess(scenario: Scenario, before: readonly StoredFile[], { result, files }: Attempt): void {
	const { source, stopAfterParts, sizeBytes, partSizeBytes, verifyParts, switches, faults } = scenario;
	const parts = Math.max(1, Math.ceil(sizeBytes / partSizeBytes));
	if (source.flaw !== 'none') fail('a flawed source was uploaded', files);
	if (stopAfterParts !== undefined && stopAfterParts <= parts) fail('a stopped upload went on', files);
	const problem = problemWithUploaded(scenario, before, files);
	if (problem !== undefined) fail(problem, files);
	const uploadedId = findUploaded(before, files)?.id ?? before[0]?.id;
	if (result?.file.id !== uploadedId) fail('the result names another file', result);
	if (result?.parts !== parts || result.sizeBytes !== sizeBytes) fail('the result counts wrongly', result);
	const isVerifiable = verifyParts && switches.etag !== 'none' && !hits(faults, 'put');
	if (isVerifiable && result.verifiedParts + result.resumedParts !== parts)
		fail('a part was not verified', result);
}

function judgeFailure(scenario: Scenario, before: readonly StoredFile[], { error, files }: Attempt): void {
	if (!(error instanceof UploadError) && !DingTalkError.is(error)) fail('the error has no type', error);
	if (SECRET.test(inspect(error, { depth: 10 }))) fail('the error holds a secret', error);
	const mustSucceed =
		scenario.source.flaw === 'none' && scenario.stopAfterParts === undefined && mustEndure(scenario.faults);
	const isUnclear = isCommitUnclear(error);
	// A peer that falls silent is waited for so briefly here that a busy machine may seem silent too.
	const isExcused = isUnclear && hasSilence(scenario.faults);
	if (mustSucceed && !isExcused && !isNameConflict(scenario, error))
		fail('the upload gave up too early', error);
	if (isUnclear && !hits(scenario.faults, 'commit', 'listDentries', 'token')) {
		fail('the outcome of a good commit was called unclear', error);
	}
	if (isDeepStrictEqual(files, before)) return;
	if (!isUnclear) fail(`the upload failed, and changed the folder: ${String(error)}`, files);
	const problem = problemWithUploaded(scenario, before, files);
	if (problem !== undefined) fail(problem, files);
}

function isNameConflict({ conflictStrategy, isNameTaken }: Scenario, error: unknown): boolean {
	const isExpected = conflictStrategy === 'RETURN_ERROR_IF_EXISTS' && isNameTaken;
	return isExpected && DingTalkError.is(error) && error.code === 'NAME_TAKEN';
}

function isCommitUnclear(error: unknown): boolean {
	if (DingTalkError.is(error)) return error.code === 'COMMIT_UNCERTAIN';
	return error instanceof UploadError && error.facts.isCommitSent === true;
}

/** What is wrong with the folder after an upload into it, if anything is. */
function problemWithUploaded(
	{ conflictStrategy, sizeBytes }: Scenario,
	before: readonly StoredFile[],
	after: readonly StoredFile[],
): string | undefined {
	const [taken] = before;
	const others = after.filter(({ id }) => id !== taken?.id);
	const old = after.find(({ id }) => id === taken?.id);
	if (taken === undefined) {
		return others.length === 1 && isWhole(others[0], sizeBytes) ? undefined : 'not exactly one whole file';
	}
	switch (conflictStrategy) {
		case 'AUTO_RENAME': {
			const isRenamed =
				others.length === 1 && others[0]?.name !== taken.name && isWhole(others[0], sizeBytes);
			return isRenamed && isDeepStrictEqual(old, taken)
				? undefined
				: 'not exactly one whole file of another name';
		}
		case 'OVERWRITE': {
			const isReplaced = old?.version === taken.version + 1 && isWhole(old, sizeBytes);
			return isReplaced && others.length === 0 ? undefined : 'not exactly one new version';
		}
		case 'RETURN_DENTRY_IF_EXISTS':
			return isDeepStrictEqual(after, before) ? undefined : 'the existing file was not left alone';
		case 'RETURN_ERROR_IF_EXISTS':
			return 'the upload succeeded although the name was taken';
	}
}

const findUploaded = (before: readonly StoredFile[], after: readonly StoredFile[]) =>
	after.find(({ id }) => before.every((file) => file.id !== id));

function isWhole(file: StoredFile | undefined, sizeBytes: number): boolean {
	const sha256 = createHash('sha256').update(bytesOf(sizeBytes)).digest('hex');
	return file?.sizeBytes === sizeBytes && file.sha256 === sha256;
}

function fail(what: string, seen: unknown): never {
	throw new Error(`${what}\n${inspect(seen, { depth: 6 })}`);
}
