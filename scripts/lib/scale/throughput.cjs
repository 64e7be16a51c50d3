'use strict';

/** How much more two workers move than one, on a line that is the limit and on one that is not. */
const { table } = require('../figures.cjs');
const { median } = require('../median.cjs');
const { MIB } = require('../sample-file.cjs');
const { UPLOAD_NODE } = require('../workflow.cjs');
const { ScaleLab } = require('./lab.cjs');

const EXECUTIONS = 8;
const SIZE_BYTES = 256 * MIB;
const RUNS = 3;

/** Each connection moves this much, as on a long line: what limits an upload there is not the machine. */
const LINE_BYTES_PER_SECOND = 4 * MIB;

const LINES = [
	{ name: 'loopback', emulator: [] },
	{
		name: `${LINE_BYTES_PER_SECOND / MIB} MiB/s a connection`,
		emulator: ['--connection-speed', String(LINE_BYTES_PER_SECOND)],
	},
];

/** @param {{ nodeBinary: string, tarball: string }} setUp */
async function measureThroughput(setUp) {
	const rows = [];
	for (const line of LINES) {
		for (const workers of [1, 2]) {
			const lab = await ScaleLab.open({ ...setUp, workers, emulator: line.emulator });
			try {
				const workflow = await lab.uploadWorkflow(lab.sparseFile('file.bin', SIZE_BYTES));
				await lab.run(workflow, 1);
				const rates = [];
				for (let run = 0; run < RUNS; run++) {
					const { executions } = await lab.run(workflow, EXECUTIONS);
					rates.push((EXECUTIONS * SIZE_BYTES) / MIB / secondsOfUploads(executions));
				}
				const spread = `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`;
				rows.push([line.name, workers, `${median(rates).toFixed(0)} MiB/s`, spread]);
			} finally {
				await lab.close();
			}
		}
	}
	const title = `${EXECUTIONS} executions at once, ${SIZE_BYTES / MIB} MiB each; median and spread of ${RUNS} runs`;
	return `**Throughput by workers.** ${title}.\n\n${table(['Line', 'Workers', 'Together', 'Spread'], rows)}`;
}

/**
 * From the start of the first upload to the end of the last one, without what n8n does before and after.
 *
 * @param {{ data: any }[]} executions
 */
function secondsOfUploads(executions) {
	const tasks = executions.map(({ data }) => data.resultData.runData[UPLOAD_NODE][0]);
	const startMs = Math.min(...tasks.map(({ startTime }) => startTime));
	const endMs = Math.max(...tasks.map(({ startTime, executionTime }) => startTime + executionTime));
	return (endMs - startMs) / 1000;
}

module.exports = { measureThroughput };
