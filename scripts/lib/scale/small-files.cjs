'use strict';

/** A thousand small files: as items of one execution, and as executions of their own, on one worker and on two. */
const { table } = require('../figures.cjs');
const { node } = require('../workflow.cjs');
const { ScaleLab } = require('./lab.cjs');

const FILES = 1000;
const SIZE_BYTES = 10_000;

/** Makes many items of the one file there is. */
const multiply = node('Make Items', 'n8n-nodes-base.code', 2, {
	jsCode: `const [item] = $input.all(); return Array.from({ length: ${FILES} }, (_, index) => ({ json: { index }, binary: item.binary }));`,
});

/** @param {{ nodeBinary: string, tarball: string }} setUp */
async function measureSmallFiles(setUp) {
	const rows = [];
	for (const { workers, executions } of [
		{ workers: 1, executions: 1 },
		{ workers: 1, executions: FILES },
		{ workers: 2, executions: FILES },
	]) {
		const lab = await ScaleLab.open({ ...setUp, workers });
		try {
			const file = lab.sparseFile('small.bin', SIZE_BYTES);
			const between = executions === 1 ? [multiply] : [];
			const workflow = await lab.uploadWorkflow(file, {}, between);
			const { seconds } = await lab.run(workflow, executions);
			const stored = (await lab.files()).length;
			const calls = (await lab.calls()).filter(({ operation }) => operation === 'init');
			const throttled = calls.filter(({ status }) => status === 403).length;
			rows.push([
				executions === 1 ? `1 execution, ${FILES} items` : `${FILES} executions`,
				workers,
				`${stored} of ${FILES}`,
				`${seconds.toFixed(0)} s`,
				((calls.length - throttled) / seconds).toFixed(1),
				throttled,
			]);
		} finally {
			await lab.close();
		}
	}
	const head = ['Files', 'Workers', 'Stored', 'Time', 'Calls of each API a second', 'Throttled'];
	return `**Calls.** ${FILES} files of ${SIZE_BYTES / 1000} kB, DingTalk's limit of 20 calls a second for each API.\n\n${table(head, rows)}`;
}

module.exports = { measureSmallFiles };
