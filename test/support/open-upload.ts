import { DEMO, type Emulator } from '../../emulator';
import { createApiLab } from './api-lab';

/** Another program opens an upload, and tells its key. */
export async function openUpload(emulator: Emulator): Promise<string> {
	const { api, close } = createApiLab(emulator);
	const never = new AbortController().signal;
	const { uploadKey } = await api.initMultipartFileUpload(DEMO.spaceId, DEMO.unionId, {}, never);
	await close();
	return uploadKey;
}
