import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { dingTalk } from '../../scripts/lib/workflow.cjs';
import { CREDENTIAL } from '../support/emulator-credential';
import { openUpload } from '../support/open-upload';
import { useCoreLab } from './support/core-lab';

const lab = useCoreLab();
let uploadKey: string;
beforeEach(async () => (uploadKey = await openUpload(lab.emulator)));

const node = (parameters: INodeParameters) =>
	dingTalk(CREDENTIAL, { resource: 'file', operation: 'getPartUploadInfos', uploadKey, ...parameters });

const run = async (parameters: INodeParameters) => await lab.n8n.run(node(parameters), [{ json: {} }]);

const partNumbersOf = (items: INodeExecutionData[] | null | undefined) =>
	items?.map(({ json }) => json['partNumber']);

test('every part is an item of its own', async () => {
	const beforeMs = Date.now();
	const { outputs } = await run({ partNumbers: '3' });
	expect(outputs[0]).toEqual([
		{
			json: {
				partNumber: 3,
				resourceUrls: [expect.stringContaining('partNumber=3')],
				headers: { Authorization: expect.stringContaining('OSS '), 'x-oss-date': expect.any(String) },
				expirationSeconds: 900,
				expiresAt: expect.any(String),
				region: expect.any(String),
				internalResourceUrls: [],
			},
			pairedItem: { item: 0 },
		},
	]);
	const expiresAt = outputs[0]?.[0]?.json['expiresAt'] as string;
	expect(new Date(expiresAt).toISOString()).toBe(expiresAt);
	expect(Date.parse(expiresAt)).toBeGreaterThanOrEqual(beforeMs + 900_000);
});

test('an address takes the part with the headers that came with it', async () => {
	const { outputs } = await run({ partNumbers: '1' });
	const { resourceUrls, headers } = outputs[0]?.[0]?.json as {
		resourceUrls: string[];
		headers: Record<string, string>;
	};
	const answer = await fetch(resourceUrls[0] as string, {
		method: 'PUT',
		headers,
		body: Buffer.from('hello'),
	});
	expect(answer.status).toBe(200);
});

test('more than 30 parts take several calls, and come in the order asked for', async () => {
	lab.emulator.switches.shuffleBatches = true;
	const { outputs } = await run({ partNumbers: '60, 1-45, 7' });
	expect(partNumbersOf(outputs[0])).toEqual([60, ...Array.from({ length: 45 }, (_, index) => index + 1)]);
	const queries = lab.emulator.calls({ operation: 'query', status: 200 });
	expect(queries.map(({ partNumbers }) => partNumbers.length)).toEqual([30, 16]);
});

test.each(['7', '={{ 7 }}', '={{ [7] }}'])('%s is a part number', async (partNumbers) => {
	expect(partNumbersOf((await run({ partNumbers })).outputs[0])).toEqual([7]);
});

test.each([
	['words', { partNumbers: 'first' }, "'Part Numbers' holds something that is no number and no range"],
	['a range backwards', { partNumbers: '5-3' }, "'Part Numbers' holds a range that runs backwards"],
	['zero', { partNumbers: '0' }, "'Part Numbers' holds a number outside 1 to 10000"],
	['too many', { partNumbers: '10001' }, "'Part Numbers' holds a number outside 1 to 10000"],
	['nothing but a comma', { partNumbers: ',' }, "'Part Numbers' is empty"],
	['blanks for a key', { uploadKey: '  ', partNumbers: '1' }, "'Upload Key' is empty"],
])('%s: named, and nothing is sent', async (_, parameters, message) => {
	const { error } = await run(parameters);
	expect(error?.message).toBe(message);
	expect(lab.emulator.calls({ operation: 'query' })).toEqual([]);
});

test('an unknown upload key is told', async () => {
	const { error } = await run({ uploadKey: 'nonsense', partNumbers: '1' });
	expect(error?.message).toBe('DingTalk does not know the upload key, or the upload is already done');
});

test('an answer that lacks a part is not taken for complete', async () => {
	lab.emulator.faults.add({ kind: 'short-batch', operation: 'query' });
	const { error } = await run({ partNumbers: '1-3' });
	expect(error?.message).toBe('The answer is not what the DingTalk API documents');
});

test('a signature that would outlive every calendar does not stop the node', async () => {
	const headerSignatureInfo = { resourceUrls: ['http://127.0.0.1/'], headers: {}, expirationSeconds: 1e300 };
	const body = JSON.stringify({ multipartHeaderSignatureInfos: [{ partNumber: 1, headerSignatureInfo }] });
	lab.emulator.faults.add({ kind: 'return', operation: 'query', status: 200, body });
	const { outputs } = await run({ partNumbers: '1' });
	expect(Date.parse(outputs[0]?.[0]?.json['expiresAt'] as string)).toBeGreaterThan(Date.now());
});

test('a list that names every part a hundred thousand times is read', async () => {
	lab.emulator.faults.add({ kind: 'return', operation: 'query', code: 'permissionDenied' });
	const { error } = await run({ partNumbers: '1-10000,'.repeat(100_000) });
	expect(error?.message).toBe('The user has no permission to do this in the space');
});
