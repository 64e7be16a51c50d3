import type { JsonObject } from '../http/json';
import type { Dentry } from '../state/dentries';
import type { World } from '../world';
import { chinaDate, isoDate } from './dates';

const CATEGORIES: ReadonlyArray<readonly [category: string, extensions: readonly string[]]> = [
	['IMAGE', ['jpg', 'jpeg', 'png', 'gif', 'bmp', 'webp']],
	['VIDEO', ['mp4', 'mov', 'avi', 'mkv']],
	['AUDIO', ['mp3', 'wav', 'm4a', 'flac']],
	['ARCHIVE', ['zip', 'rar', '7z', 'gz', 'tar']],
	['DOCUMENT', ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'txt', 'csv', 'md']],
];

/** A dentry as DingTalk answers it: ids as strings, numbers as numbers; folders have no size and no extension. */
export function dentryJson(dentry: Dentry, world: World): JsonObject {
	const date = world.switches.dateFormat === 'iso' ? isoDate : chinaDate;
	return {
		id: dentry.id,
		spaceId: dentry.spaceId,
		parentId: dentry.parentId,
		type: dentry.type,
		name: dentry.name,
		path: world.dentries.pathOf(dentry.parentId, dentry.name),
		status: 'NORMAL',
		creatorId: dentry.creatorId,
		modifierId: dentry.modifierId,
		createTime: date(dentry.createdAtMs),
		modifiedTime: date(dentry.modifiedAtMs),
		uuid: dentry.uuid,
		storageDriver: 'DINGTALK',
		...(Object.keys(dentry.appProperties).length > 0 && { appProperties: dentry.appProperties }),
		...(dentry.content && fileFields(dentry, dentry.content.sizeBytes)),
	};
}

function fileFields(dentry: Dentry, size: number): JsonObject {
	const extension = extensionOf(dentry.name);
	const [category] = CATEGORIES.find(([, extensions]) => extensions.includes(extension.toLowerCase())) ?? [
		'OTHER',
	];
	return { size, version: dentry.version, extension, category, partitionType: 'PUBLIC_OSS_PARTITION' };
}

function extensionOf(name: string): string {
	const dot = name.lastIndexOf('.');
	return dot > 0 ? name.slice(dot + 1) : '';
}
