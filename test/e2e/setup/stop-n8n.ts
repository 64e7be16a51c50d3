import { BackgroundProcess } from '../../../scripts/lib/background-process.cjs';

/** After the last test. */
export default async function tearDown(): Promise<void> {
	await BackgroundProcess.stopAll();
}
