import { cleanFileName, findFileNameFlaw, type FileNameFlaw } from './file-name';

/** The folder that stands for the space itself. */
export const ROOT_FOLDER_ID = '0';

/** A name in a path that no folder can have. */
export interface FolderPathFlaw {
	readonly name: string;
	readonly flaw: FileNameFlaw;
}

/** The names of a path such as `/Reports/2026/11`, from the top; none for the space itself. */
export function splitFolderPath(path: string): string[] {
	return path
		.split('/')
		.map(cleanFileName)
		.filter((name) => name !== '');
}

/** The first name that DingTalk would refuse. */
export function findFolderPathFlaw(names: readonly string[]): FolderPathFlaw | undefined {
	for (const name of names) {
		const flaw = findFileNameFlaw(name);
		if (flaw) return { name, flaw };
	}
	return undefined;
}

export function joinFolderPath(names: readonly string[]): string {
	return `/${names.join('/')}`;
}
