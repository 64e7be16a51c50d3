import { legacyError, legacyResult } from './legacy-replies';
import { permitted } from './permitted';

const MOBILE = /^\+?[\d-]+$/;

/** `POST /topapi/v2/user/getbymobile`: the user id of a member by mobile number. */
export const getUserByMobile = permitted('qyapi_get_member_by_mobile', (field, { users }) => {
	const mobile = field('mobile');
	if (mobile === '') return legacyError(400002, '无效的参数');
	if (!MOBILE.test(mobile)) return legacyError(40104, '企业中无效的手机号');
	const user = users.find((known) => known.mobile === mobile);
	return user ? legacyResult({ userid: user.userId }) : legacyError(60121, '找不到该用户');
});
