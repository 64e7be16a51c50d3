import { toHtml, toPlainText } from '../../../nodes/DingTalkStorage/errors/description-html';

const CONSOLE = 'https://open-dev.dingtalk.com';
const APPLY = `${CONSOLE}/appscope/apply?content=ding1%23Storage.File.Write`;

it.each([
	['an address within a sentence', `Open ${CONSOLE}, page Permissions.`, CONSOLE],
	['one in brackets', `the console (${CONSOLE}) says`, CONSOLE],
	['one with a query', `Apply: ${APPLY} .`, APPLY],
	['one at the end of a sentence', `It is at ${APPLY}.`, APPLY],
])('makes a link of %s, and nothing else', (_, text, address) => {
	const html = toHtml(text);
	expect(html).toContain(`<a href="${address}" target="_blank">${address}</a>`);
	expect(html.replace(/<a [^>]*>|<\/a>/g, '')).toBe(text);
});

it.each(['no address at all', `two: ${CONSOLE} and ${APPLY}`, 'a < b > c', ''])(
	'%j is the same again as text',
	(text) => {
		expect(toPlainText(toHtml(text))).toBe(text);
	},
);

it('leaves addresses alone that lead elsewhere than to the web', () => {
	expect(toHtml('javascript:alert(1) file:///x')).toBe('javascript:alert(1) file:///x');
});

it('keeps lines in the editor, and makes one of them for other programs', () => {
	const html = toHtml('Do this.\nDingTalk says: no');
	expect(html).toBe('Do this.<br>DingTalk says: no');
	expect(toPlainText(html)).toBe('Do this. DingTalk says: no');
});
