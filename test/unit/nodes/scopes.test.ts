import { DingTalkError, type DingTalkErrorFacts } from '../../../lib/dingtalk';
import { readRefusal } from '../../../lib/dingtalk/read-refusal';
import { toPlainText } from '../../../nodes/DingTalkStorage/errors/description-html';
import { toNodeError } from '../../../nodes/DingTalkStorage/errors/node-errors';
import { NODE } from './the-node';

const CLIENT_ID = 'dingabc';

const describeError = (error: DingTalkError) =>
	toPlainText(toNodeError(error, NODE, 0, CLIENT_ID).description ?? '');

const describeMissing = (facts: DingTalkErrorFacts) =>
	describeError(new DingTalkError('SCOPE_MISSING', { httpStatus: 403, ...facts }));

/** What the links in a text apply for. */
function applications(text: string): Array<string | null> {
	const addresses = text.match(/https:\/\/\S+\/appscope\/\S+/g) ?? [];
	return addresses.map((address) => {
		const url = new URL(address);
		expect(url.origin + url.pathname).toBe('https://open-dev.dingtalk.com/appscope/apply');
		expect(url.hash).toBe('');
		return url.searchParams.get('content');
	});
}

/** The permissions of all calls that DingTalk has for storage, and those of the people in it. */
const SCOPES = [
	'Storage.UploadInfo.Read',
	'Storage.File.Write',
	'Storage.File.Read',
	'Storage.DownloadInfo.Read',
	'Storage.Task.Read',
	'Storage.Space.Read',
	'Storage.Space.Write',
	'Storage.Org.Read',
	'Storage.App.Read',
	'Storage.Permission.Write',
	'Storage.Dentry.Search',
	'Drive.Space.Read',
	'Drive.SpaceManage.Read',
	'qyapi_get_member',
	'qyapi_get_member_by_mobile',
	'Contact.User.Read',
	'Workflow.Instance.Write',
	'ConvFile.Space.Read',
	'Document.WorkspaceDocument.Read',
	'Wiki.Workspace.Read',
	'qyapi_base',
	'isvapi_base',
];

test.each(SCOPES)('%s: the link leads to the very page to apply for it', (scope) => {
	const text = describeMissing({ scopes: [scope] });
	expect(text).toContain(`${scope}`);
	expect(applications(text)).toEqual([`${CLIENT_ID}#${scope}`]);
});

test('a permission of the node has the name that the Chinese console shows', () => {
	expect(describeMissing({ scopes: ['Storage.File.Write'] })).toContain(
		'Storage.File.Write (企业存储文件写权限): https://open-dev.dingtalk.com/appscope/apply?content=dingabc%23Storage.File.Write ',
	);
});

test('of several permissions each has its link', () => {
	const text = describeMissing({ scopes: ['Storage.File.Write', 'Storage.File.Read'] });
	expect(applications(text)).toEqual(['dingabc#Storage.File.Write', 'dingabc#Storage.File.Read']);
});

test('what a server puts in the place of a permission cannot leave the address', () => {
	const text = describeMissing({ scopes: ['a&b=c#d/é"'] });
	expect(applications(text)).toEqual(['dingabc#a&b=c#d/é"']);
});

test.each([
	['getUser', 'qyapi_get_member (成员信息读权限)'],
	['getUserByUnionId', 'qyapi_get_member (成员信息读权限)'],
	['getUserByMobile', 'qyapi_get_member_by_mobile (根据手机号获取成员基本信息权限)'],
])('the legacy call %s names no permission, and has its link all the same', (operation, title) => {
	const body = { errcode: 88, sub_code: '60011', sub_msg: '没有调用该接口的权限' };
	const refusal = readRefusal({ status: 200, body }) as DingTalkError;
	const text = describeError(refusal.with({ operation }));
	expect(text).toContain(`${title}: https://`);
	expect(applications(text)).toEqual([`dingabc#${title.slice(0, title.indexOf(' '))}`]);
});

test('where nobody says which permission is missing there is no link, and the page to look for it on', () => {
	const text = describeMissing({ operation: 'somethingNew' });
	expect(applications(text)).toEqual([]);
	expect(text).toContain('Permissions (权限管理)');
});

test('a commit that could not be looked for names the permission, and the way on', () => {
	const cause = new DingTalkError('SCOPE_MISSING', { scopes: ['Storage.File.Read'] });
	const facts = { ...cause.facts, fileName: 'report.pdf', lookFailure: cause.code };
	const text = describeError(new DingTalkError('COMMIT_UNCERTAIN', facts, { cause }));
	expect(applications(text)).toEqual(['dingabc#Storage.File.Read']);
	expect(text).toContain("'report.pdf'");
	expect(text).toContain("'Resume From'");
});

test('a path that is blocked is named', () => {
	const facts = { path: '/Reports/2026', operation: 'createFolder' };
	expect(describeError(new DingTalkError('FOLDER_PATH_BLOCKED', facts))).toContain('/Reports/2026');
});
