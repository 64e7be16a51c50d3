import { legacyError, legacyResult } from './legacy-replies';
import { permitted } from './permitted';

/** DingTalk's word for a member of the organisation; 1 is an external contact. */
const MEMBER = 0;

/** `POST /topapi/user/getbyunionid`: the user id of a member by union id. The path has no version. */
export const getUserByUnionId = permitted('qyapi_get_member', (field, { users }) => {
	const unionId = field('unionid');
	if (unionId === '') return legacyError(400002, '无效的参数');
	const user = users.find((known) => known.unionId === unionId);
	if (!user) return legacyError(60121, '找不到该用户');
	return legacyResult({ contact_type: MEMBER, userid: user.userId });
});
