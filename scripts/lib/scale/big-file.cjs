'use strict';

/** One file that is larger than the memory of many machines. */
const { table } = require('../figures.cjs');
const { MIB } = require('../sample-file.cjs');
const { UPLOAD_NODE } = require('../workflow.cjs');
const { ScaleLab } = require('./lab.cjs');
const { memoryBytes, resetPeak } = require('./memory-of.cjs');

const SIZE_BYTES = 20 * 1024 * MIB;

/** @param {{ nodeBinary: string, tarball: string }} setUp */
async function measureBigFile(setUp) {
	const lab = await ScaleLab.open({ ...setUp, workers: 1 });
	try {
		const { pid } = lab.stack.worker(1);
		await lab.run(await lab.uploadWorkflow(lab.sparseFile('small.bin', MIB)), 1);
		const workflow = await lab.uploadWorkflow(lab.sparseFile('big.bin', SIZE_BYTES));
		resetPeak(pid);
		const before = memoryBytes(pid, 'VmRSS');
		const { executions } = await lab.run(workflow, 1);
		const peak = memoryBytes(pid, 'VmHWM');
		const { upload } = executions[0]?.data.resultData.runData[UPLOAD_NODE][0].data.main[0][0].json;
		const [stored] = (await lab.files()).filter(({ sizeBytes }) => sizeBytes === SIZE_BYTES);
		const rows = [
			['Stored', stored ? `${stored.sizeBytes / MIB} MiB` : 'no'],
			['Parts', `${upload.parts} of ${upload.partSizeBytes / MIB} MiB`],
			['API calls', upload.apiCalls],
			['Upload', `${upload.seconds} s, ${upload.mebibytesPerSecond} MiB/s`],
			[
				"Worker's memory",
				`${Math.round(before / MIB)} MiB before, ${Math.round(peak / MIB)} MiB at the most`,
			],
		];
		return `**A file of ${SIZE_BYTES / MIB / 1024} GiB.**\n\n${table(['', ''], rows)}`;
	} finally {
		await lab.close();
	}
}

module.exports = { measureBigFile };
