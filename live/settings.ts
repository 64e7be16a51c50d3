import { DingTalkError, resolveHosts, ROOT_FOLDER_ID } from '../lib/dingtalk';

/** An app, the person it acts for, and the place where it may work. */
export interface Account {
	readonly clientId: string;
	readonly clientSecret: string;
	readonly unionId: string;
	readonly spaceId: string;
	readonly folderId: string;
	readonly apiBaseUrl: string;
}

const DEFAULT_API_BASE_URL = resolveHosts({ host: 'china' }).api;

const REQUIRED = {
	DINGTALK_CLIENT_ID: "the app's client ID (AppKey)",
	DINGTALK_CLIENT_SECRET: "the app's client secret (AppSecret)",
	DINGTALK_UNION_ID: 'the union ID of the person it acts for',
	DINGTALK_SPACE_ID: 'the space to work in',
} as const;

const OPTIONAL = {
	DINGTALK_FOLDER_ID: 'the folder to work in (default: the root folder of the space)',
	DINGTALK_API_BASE_URL: `another host of the API (default: ${DEFAULT_API_BASE_URL})`,
} as const;

export const USAGE = `npm run live asks the real DingTalk what its documentation leaves open. It reads these environment variables:

${[...Object.entries(REQUIRED), ...Object.entries(OPTIONAL)]
	.map(([name, meaning]) => `  ${name.padEnd(24)}${meaning}`)
	.join('\n')}
`;

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Error that names what is missing or not usable, and never a value */
export function readSettings(environment: Environment): Account {
	const read = (name: keyof typeof REQUIRED | keyof typeof OPTIONAL) => environment[name]?.trim() ?? '';
	const missing = (Object.keys(REQUIRED) as Array<keyof typeof REQUIRED>).filter((name) => read(name) === '');
	if (missing.length > 0) throw new Error(`Missing: ${missing.join(', ')}.\n\n${USAGE}`);
	return {
		clientId: read('DINGTALK_CLIENT_ID'),
		clientSecret: read('DINGTALK_CLIENT_SECRET'),
		unionId: read('DINGTALK_UNION_ID'),
		spaceId: read('DINGTALK_SPACE_ID'),
		folderId: read('DINGTALK_FOLDER_ID') || ROOT_FOLDER_ID,
		apiBaseUrl: baseUrl(read('DINGTALK_API_BASE_URL') || DEFAULT_API_BASE_URL),
	};
}

function baseUrl(text: string): string {
	try {
		return resolveHosts({ host: 'custom', apiBaseUrl: text }).api;
	} catch (error) {
		if (!DingTalkError.is(error)) throw error;
		throw new Error(`DINGTALK_API_BASE_URL is no address such as ${DEFAULT_API_BASE_URL}.\n\n${USAGE}`);
	}
}
