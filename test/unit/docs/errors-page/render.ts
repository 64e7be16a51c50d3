import type { DingTalkErrorCode } from '../../../../lib/dingtalk';
import { MEANINGS } from '../../../../lib/dingtalk/error-catalogue';
import { ADVICE } from '../../../../nodes/DingTalkStorage/errors/dingtalk-advice';
import { EXPLANATIONS, STOPPED_AT_COMMIT } from '../../../../nodes/DingTalkStorage/errors/explain-upload';
import { SCOPE_NAMES } from '../../../../nodes/DingTalkStorage/errors/scopes';
import { allApiCodes } from './api-codes';
import { plainText, table } from './markdown';
import { REFUSED_VALUES_TITLE, renderRefusedValues } from './refused-values';
import { ALSO, REPEATED, REPEATED_BY_ENGINE, TOPIC_OF, TOPICS, type AnyCode, type Topic } from './topics';

/** What one section of the page holds. */
interface Entry {
	readonly message: string;
	readonly advice: string;
	readonly repeated: string;
}

const INTRODUCTION = `<!-- Written by test/unit/docs/errors-page.test.ts: UPDATE_DOCS=1 npx jest errors-page --selectProjects unit -->

# What the errors say, and what to do

An item that fails has a message in \`error\`, and all that is known in \`details\`:

\`\`\`json
{
  "error": "DingTalk does not find the space",
  "details": {
    "code": "SPACE_NOT_FOUND",
    "operation": "initMultipartFileUpload",
    "apiCode": "spaceNotExist",
    "httpStatus": 404,
    "requestId": "0B3F5B8A-…",
    "description": "Choose 'Space' From List: …"
  }
}
\`\`\`

\`code\` never changes, so that a workflow can decide by it: \`{{ $json.details.code }}\` in a Switch node behind the error
output (_On Error → Continue (using error output)_). Messages and descriptions may change. \`apiCode\` is DingTalk's own
code, \`apiMessage\` DingTalk's own words, and \`requestId\` what DingTalk's support (技术支持) asks for.

The consoles below are those of DingTalk in China. The international platform has its own: the developer console is
https://open-dev.dingtalk.io and the admin console https://oa.dingtalk.io . There, look for a permission by its code.`;

/** docs/errors.md: every code, what it says and what to do, from the tables that the node itself uses. */
export function renderErrorsPage(): string {
	const topics = Object.keys(TOPICS) as Topic[];
	const titles = [...topics.map((topic) => TOPICS[topic]), REFUSED_VALUES_TITLE, API_CODES_TITLE];
	const contents = titles.map((title) => `- [${title}](#${anchor(title)})`).join('\n');
	const blocks = [
		INTRODUCTION,
		contents,
		...topics.flatMap(renderTopic),
		`## ${REFUSED_VALUES_TITLE}`,
		renderRefusedValues(),
		`## ${API_CODES_TITLE}`,
		renderApiCodes(),
	];
	return `${blocks.join('\n\n')}\n`;
}

const API_CODES_TITLE = 'By the code that DingTalk answered';

function renderTopic(topic: Topic): string[] {
	const codes = (Object.keys(TOPIC_OF) as AnyCode[]).filter((code) => TOPIC_OF[code] === topic);
	return [`## ${TOPICS[topic]}`, ...codes.flatMap(renderCode)];
}

function renderCode(code: AnyCode): string[] {
	const { message, advice, repeated } = entryOf(code);
	const apiCodes = allApiCodes().filter((known) => known.code === code);
	const causes = [...apiCodes.map(({ apiCode }) => `\`${apiCode}\``), ALSO[code]].filter(Boolean);
	const facts = [
		...(causes.length > 0 ? [`- DingTalk's answer: ${causes.join(', ')}`] : []),
		`- Repeated by the node: ${repeated}`,
	];
	return [
		`### \`${code}\``,
		`**${plainText(message)}**`,
		plainText(advice),
		...(MORE[code]?.() ?? []),
		facts.join('\n'),
	];
}

/** What belongs to a code and is not the same in every case. */
const MORE: Readonly<Partial<Record<AnyCode, () => string[]>>> = {
	SCOPE_MISSING: () => [
		'The description holds a link for each permission that is missing, to the page on which to apply for it:',
		table(
			['Permission', 'In the console'],
			Object.entries(SCOPE_NAMES).map(([scope, name]) => [`\`${scope}\``, name]),
		),
	],
	COMMIT_UNCERTAIN: () => [
		"The description says which file to look for. If it is not there, 'checkpoint' from the details in the option 'Resume From' goes on with the upload, and no part is sent twice.",
	],
	UPLOAD_ABORTED: () => [
		`Where the last call was under way, the message is **${STOPPED_AT_COMMIT.message}**: ${STOPPED_AT_COMMIT.advice}`,
	],
};

function entryOf(code: AnyCode): Entry {
	if (!isDingTalkCode(code))
		return { ...EXPLANATIONS[code], repeated: REPEATED_BY_ENGINE[code] ?? REPEATED.stop };
	const { message, reaction } = MEANINGS[code];
	return { message, advice: ADVICE[code], repeated: REPEATED[reaction] };
}

function isDingTalkCode(code: AnyCode): code is DingTalkErrorCode {
	return Object.hasOwn(MEANINGS, code);
}

function renderApiCodes(): string {
	const links = new Map<string, string[]>();
	for (const { apiCode, code } of allApiCodes()) {
		links.set(apiCode, [...(links.get(apiCode) ?? []), linkTo(code)]);
	}
	const rows = [...links].map(([apiCode, codes]) => [`\`${apiCode}\``, codes.join(' or ')]);
	return table(["DingTalk's code", 'Explained under'], rows);
}

function linkTo(code: AnyCode): string {
	return `[\`${code}\`](#${anchor(code)})`;
}

/** As GitHub makes it of a heading. */
function anchor(title: string): string {
	return title
		.toLowerCase()
		.replace(/[^\w -]/g, '')
		.replaceAll(' ', '-');
}
