import { DEMO } from '../../emulator';
import type { UploadTarget } from '../../lib/dingtalk';

/** Where tests upload to unless they say otherwise. */
export const DEMO_TARGET: UploadTarget = {
	spaceId: DEMO.spaceId,
	parentId: '0',
	unionId: DEMO.unionId,
	fileName: 'file.bin',
	conflictStrategy: 'AUTO_RENAME',
	preferIntranet: false,
};
