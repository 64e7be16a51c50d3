import { apiError } from '../errors';
import { textField, type JsonObject } from '../http/json';
import type { Upload } from '../state/uploads';
import type { World } from '../world';
import type { AuthorizedCall } from './route';
import { signedInfo, signingDate } from './signed-info';

/** DingTalk docs, "Get multipart upload infos": at most 30 parts per call and 10000 per file. */
const MAX_PARTS_PER_QUERY = 30;
const MAX_PART_NUMBER = 10_000;

/** `POST …/multiPartUploadInfos/query`: signed addresses for parts of an open upload. The path has no space id. */
export function queryPartInfos(call: AuthorizedCall, world: World): JsonObject {
	const upload = world.uploads.findByKey(textField(call.body, 'uploadKey') ?? '');
	if (!upload || !mayUse(upload, call.unionId, world)) throw apiError('paramError.uploadKey');
	const asked = requirePartNumbers(call.body.partNumbers, world);

	const answered = batchWithFaults(asked, call, world);
	const date = signingDate(call, world);
	return {
		multipartHeaderSignatureInfos: answered.map((partNumber) => ({
			partNumber,
			headerSignatureInfo: signPart(upload, partNumber, date, world),
		})),
	};
}

function mayUse(upload: Upload, unionId: string, world: World): boolean {
	if (upload.kind !== 'multipart' || upload.committed) return false;
	return world.switches.uploadKeyOperator === 'any' || upload.unionId === unionId;
}

function requirePartNumbers(given: unknown, world: World): number[] {
	const numbers: unknown[] = Array.isArray(given) ? given : [];
	const refused =
		numbers.length === 0 ||
		numbers.length > MAX_PARTS_PER_QUERY ||
		!numbers.every(isPartNumber) ||
		(world.switches.duplicatePartNumbers === 'reject' && new Set(numbers).size < numbers.length);
	if (refused) throw apiError('paramError.partNumbers');
	return numbers as number[];
}

function isPartNumber(value: unknown): boolean {
	return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_PART_NUMBER;
}

/** The part numbers to answer: those asked for, unless faults or the switch spoil the batch. */
function batchWithFaults(asked: readonly number[], call: AuthorizedCall, world: World): number[] {
	let batch = [...asked];
	const short = takeFault(call, world, 'short-batch');
	if (short) batch = batch.slice(0, Math.max(0, batch.length - (short.omit ?? 1)));
	const extra = takeFault(call, world, 'extra-parts');
	if (extra) {
		const last = Math.max(...asked);
		batch.push(...Array.from({ length: extra.extra ?? 1 }, (_, index) => last + 1 + index));
	}
	if (takeFault(call, world, 'shuffle-batch') || world.switches.shuffleBatches) batch.reverse();
	return batch;
}

function takeFault<K extends 'short-batch' | 'extra-parts' | 'shuffle-batch'>(
	call: AuthorizedCall,
	world: World,
	kind: K,
) {
	const fault = world.faults.take(call.record, kind);
	if (fault) call.record.faults.push(kind);
	return fault;
}

function signPart(
	{ objectKey, region, uploadId }: Upload,
	partNumber: number,
	date: string,
	world: World,
): JsonObject {
	const query = { partNumber: String(partNumber), uploadId };
	return signedInfo({ method: 'PUT', objectKey, region, query, date }, world);
}
