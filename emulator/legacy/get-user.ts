import { legacyError, legacyResult } from './legacy-replies';
import { permitted } from './permitted';

/** `POST /topapi/v2/user/get`: a member by user id. */
export const getUser = permitted('qyapi_get_member', (field, { users }) => {
	const userId = field('userid');
	if (userId.trim() === '') return legacyError(33012, '无效的USERID');
	const user = users.find((known) => known.userId === userId);
	if (!user) return legacyError(60121, '找不到该用户');
	return legacyResult({ userid: user.userId, unionid: user.unionId, name: user.name, dept_id_list: [1] });
});
