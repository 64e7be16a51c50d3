import type { DingTalkErrorCode } from '../../../../lib/dingtalk';
import { BY_API_CODE, BY_ERRCODE, meaningOfApiCode } from '../../../../lib/dingtalk/error-catalogue';
import { NEW_API } from '../../../support/documented-codes';

/** A code of DingTalk's own, and what it means here. */
export interface ApiCode {
	readonly apiCode: string;
	readonly code: DingTalkErrorCode;
}

/** What a code means besides: `DentryApi` asks for files, and knows so what was not found. */
const OTHER_MEANINGS: readonly ApiCode[] = [{ apiCode: 'dentryNotExist', code: 'FILE_NOT_FOUND' }];

/** The codes of the tables, and of the families of codes those that are known to exist; sorted. */
export function allApiCodes(): ApiCode[] {
	const documented = NEW_API.map(([, apiCode]) => apiCode);
	const newApi = new Set([...Object.keys(BY_API_CODE), ...documented]);
	const codes = [...newApi].flatMap((apiCode) => {
		const code = meaningOfApiCode(apiCode);
		return code === undefined ? [] : [{ apiCode, code }];
	});
	const legacy = Object.entries(BY_ERRCODE).map(([apiCode, code]) => ({ apiCode, code }));
	return [...codes, ...OTHER_MEANINGS, ...legacy].sort((a, b) =>
		a.apiCode.localeCompare(b.apiCode, 'en', { numeric: true }),
	);
}
