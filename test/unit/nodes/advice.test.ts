import { MEANINGS, type DingTalkErrorCode } from '../../../lib/dingtalk/error-catalogue';
import { ADVICE } from '../../../nodes/DingTalkStorage/errors/dingtalk-advice';
import { EXPLANATIONS, STOPPED_AT_COMMIT } from '../../../nodes/DingTalkStorage/errors/explain-upload';
import { unknownLabels } from './visible-labels';

/** More is not read, and does not fit below the message. */
const MESSAGE_MAX_CHARS = 80;
const ADVICE_MAX_CHARS = 450;

/** n8n gives these a meaning of its own, or its guidelines forbid them. */
const FORBIDDEN =
	/cancel|\b(error|problem|failure|mistake)s?\b|ENOENT|ETIMEDOUT|ECONN|EEXIST|EPERM|getaddrinfo/i;

const URLS = /https?:\/\/[^\s),]+/g;
const HOSTS = ['open-dev.dingtalk.com', 'oa.dingtalk.com', 'open.dingtalk.com', 'github.com'];

const TEXTS = [
	...Object.entries(MEANINGS).map(([code, { message }]) => ({
		code,
		message,
		advice: ADVICE[code as DingTalkErrorCode],
	})),
	...Object.entries(EXPLANATIONS).map(([code, explanation]) => ({ code, ...explanation })),
	{ code: 'UPLOAD_ABORTED at the commit', ...STOPPED_AT_COMMIT },
];

describe.each(TEXTS)('$code', ({ message, advice }) => {
	test('says in one short sentence what happened, and in a few what to do', () => {
		expect(message).toMatch(/^[A-Z][^.:"]*$/);
		expect(message.length).toBeLessThanOrEqual(MESSAGE_MAX_CHARS);
		expect(advice.length).toBeGreaterThan(20);
		expect(advice.length).toBeLessThanOrEqual(ADVICE_MAX_CHARS);
	});

	test('has no word that n8n takes for a signal, or that its guidelines forbid', () => {
		expect(message).not.toMatch(FORBIDDEN);
		expect(advice.replace(URLS, '')).not.toMatch(FORBIDDEN);
	});

	test('names only fields and choices that the user can see', () => {
		expect(unknownLabels(advice)).toEqual([]);
	});

	test('gives each console its address and its Chinese name, and each of its pages too', () => {
		if (advice.includes('developer console')) {
			expect(advice).toContain('(开发者后台, https://open-dev.dingtalk.com)');
		}
		if (advice.includes('admin console')) expect(advice).toMatch(/\(管理后台.*https:\/\/oa\.dingtalk\.com/);
		for (const [, page] of advice.matchAll(/\bpage ([A-Z][^,.]*)/g)) {
			expect(page).toMatch(/\(\p{Script=Han}[^)]*\)/u);
		}
	});

	test('links to pages of DingTalk and of this node only', () => {
		for (const [address] of advice.matchAll(URLS)) expect(HOSTS).toContain(new URL(address).hostname);
	});
});

test('a label that no form has would be noticed', () => {
	expect(unknownLabels("Check 'Operator' of n8n's node, and 'Operators'.")).toEqual(['Operators']);
});
