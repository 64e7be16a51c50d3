import { legacyError, legacyResult } from './legacy-replies';
import { permitted } from './permitted';

/** DingTalk's word for a member of the organisation; 1 is an external contact. */
const MEMBER = 0;

const MOBILE = /^\+?[\d-]+$/;

/** `POST /topapi/v2/user/get`: a member by user id. */
export const getUser = permitted('qyapi_get_member', (field, { users }) => {
	const userId = field('userid');
	if (userId.trim() === '') return legacyError(33012, '无效的USERID');
	const user = users.find((known) => known.userId === userId);
	if (!user) return legacyError(60121, '找不到该用户');
	return legacyResult({ userid: user.userId, unionid: user.unionId, name: user.name, dept_id_list: [1] });
});

/** `POST /topapi/v2/user/getbymobile`: the user id of a member by mobile number. */
export const getUserByMobile = permitted('qyapi_get_member_by_mobile', (field, { users }) => {
	const mobile = field('mobile');
	if (mobile === '') return legacyError(400002, '无效的参数');
	if (!MOBILE.test(mobile)) return legacyError(40104, '企业中无效的手机号');
	const user = users.find((known) => known.mobile === mobile);
	return user ? legacyResult({ userid: user.userId }) : legacyError(60121, '找不到该用户');
});

/** `POST /topapi/user/getbyunionid`: the user id of a member by union id. The path has no version. */
export const getUserByUnionId = permitted('qyapi_get_member', (field, { users }) => {
	const unionId = field('unionid');
	if (unionId === '') return legacyError(400002, '无效的参数');
	const user = users.find((known) => known.unionId === unionId);
	if (!user) return legacyError(60121, '找不到该用户');
	return legacyResult({ contact_type: MEMBER, userid: user.userId });
});
