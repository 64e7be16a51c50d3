import type { LegacyRoute } from '../api/route';
import { getToken } from './get-token';
import { getUser, getUserByMobile, getUserByUnionId } from './users';

/** Every call of the legacy API that the emulator knows. */
export const LEGACY_ROUTES: readonly LegacyRoute[] = [
	{ kind: 'legacy', operation: 'legacyToken', method: 'GET', path: '/gettoken', handle: getToken },
	{ kind: 'legacy', operation: 'user', method: 'POST', path: '/topapi/v2/user/get', handle: getUser },
	{
		kind: 'legacy',
		operation: 'userByMobile',
		method: 'POST',
		path: '/topapi/v2/user/getbymobile',
		handle: getUserByMobile,
	},
	{
		kind: 'legacy',
		operation: 'userByUnionId',
		method: 'POST',
		path: '/topapi/user/getbyunionid',
		handle: getUserByUnionId,
	},
];
