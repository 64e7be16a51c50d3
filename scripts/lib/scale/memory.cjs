'use strict';

/** What a worker's memory comes to when it uploads several large files at once. */
const { inMib, table } = require('../figures.cjs');
const { MIB } = require('../sample-file.cjs');
const { ScaleLab } = require('./lab.cjs');
const { memoryBytes, resetPeak } = require('./memory-of.cjs');

const SIZE_BYTES = 1024 * MIB;
const SIDE_BY_SIDE = [1, 2, 4, 8];

/** @param {{ nodeBinary: string, tarball: string }} setUp */
async function measureMemory(setUp) {
	const lab = await ScaleLab.open({ ...setUp, workers: 1 });
	try {
		const { pid } = lab.stack.worker(1);
		const workflow = await lab.uploadWorkflow(lab.sparseFile('file.bin', SIZE_BYTES));
		const small = await lab.uploadWorkflow(lab.sparseFile('small.bin', MIB));
		// What n8n loads with its first executions is not what is measured.
		for (let run = 0; run < 5; run++) await lab.run(small, 1);
		const rows = [];
		for (const executions of SIDE_BY_SIDE) {
			resetPeak(pid);
			const before = memoryBytes(pid, 'VmRSS');
			const { seconds } = await lab.run(workflow, executions);
			const peak = memoryBytes(pid, 'VmHWM');
			rows.push([executions, inMib(before), inMib(peak), inMib(peak - before), `${seconds.toFixed(0)} s`]);
		}
		const head = ['Executions', 'Before', 'Peak', 'Growth', 'Time with reading'];
		return `**Memory by concurrency.** One worker, executions of ${SIZE_BYTES / MIB} MiB each at once, files on disk.\n\n${table(head, rows)}`;
	} finally {
		await lab.close();
	}
}

module.exports = { measureMemory };
