import { DEMO } from '../../emulator';
import { MIB, sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { manualTrigger, readFiles } from '../../scripts/lib/workflow.cjs';
import { openUpload } from '../support/open-upload';
import { makeFile } from './support/make-file';
import { N8nLab } from './support/n8n-lab';

let lab: N8nLab;
beforeAll(async () => {
	lab = await N8nLab.open();
});
afterAll(async () => await lab.close());

it('Upload File stores a file that a workflow has read from disk', async () => {
	const name = 'quarterly report 季度报告.bin';
	const file = await makeFile(name, 50 * MIB);

	const { status, outputs } = await lab.run(manualTrigger(), readFiles(file), lab.uploadNode());

	expect(status).toBe('success');
	const [stored] = lab.emulator.files();
	expect(stored).toMatchObject({ name, spaceId: DEMO.spaceId, sizeBytes: 50 * MIB });
	expect(stored?.sha256).toBe(await sha256(sampleStream(50 * MIB, name)));
	expect(outputs).toEqual([
		[
			expect.objectContaining({
				fileId: stored?.id,
				fileName: name,
				fileSize: 50 * MIB,
				upload: expect.objectContaining({ parts: 4, apiCalls: 3, retries: 0 }),
			}),
		],
	]);
});

it('Get Part Upload Infos hands out addresses that take the parts', async () => {
	const uploadKey = await openUpload(lab.emulator);

	const { status, outputs } = await lab.run(
		manualTrigger(),
		lab.node({ resource: 'file', operation: 'getPartUploadInfos', uploadKey, partNumbers: '2, 1' }),
	);

	expect(status).toBe('success');
	const infos = outputs[0] ?? [];
	expect(infos.map((info) => info['partNumber'])).toEqual([2, 1]);
	for (const { resourceUrls, headers, partNumber } of infos) {
		const response = await fetch((resourceUrls as string[])[0] ?? '', {
			method: 'PUT',
			headers: headers as Record<string, string>,
			body: Buffer.alloc(1024, Number(partNumber)),
		});
		expect(response.status).toBe(200);
	}
	expect(lab.emulator.uploads()).toEqual([
		expect.objectContaining({
			uploadKey,
			parts: [
				expect.objectContaining({ partNumber: 1, sizeBytes: 1024 }),
				expect.objectContaining({ partNumber: 2, sizeBytes: 1024 }),
			],
		}),
	]);
});
