import type { INodeProperties } from 'n8n-workflow';
import { DEFAULTS } from '../../../lib/upload';
import { choicesOf, credential, description, flatten, operations, type Field } from '../../support/node-form';

const all: Field[] = [
	...flatten(description.properties),
	...flatten(credential.properties, 'credential.'),
].filter(({ property }) => property.type !== 'hidden');

const named = (displayName: string) =>
	all.flatMap(({ property }) => (property.displayName === displayName ? [property] : []));

const isSorted = (names: string[]) => names.join() === [...names].sort((a, b) => a.localeCompare(b)).join();

test('what an option shows first is what happens when it is left off', () => {
	const upload = operations.find(({ operation }) => operation === 'upload');
	const defaults = Object.fromEntries(
		flatten(upload?.properties ?? []).map(({ path, property }) => [path, property.default]),
	);
	expect(defaults).toMatchObject({
		'options.partSizeMb': DEFAULTS.partSizeBytes / 1024 / 1024,
		'options.maxConcurrentParts': DEFAULTS.partsInFlight.start,
		'options.maxAttempts': DEFAULTS.maxAttempts,
		'options.verifyParts': DEFAULTS.verifyParts,
		'options.stallTimeoutSeconds': DEFAULTS.stallTimeoutMs / 1000,
		'options.preferIntranet': false,
	});
});

/** Small words stay small in n8n's Title Case. */
const SMALL_WORDS = new Set('a an and as by for from in of on or per the to'.split(' '));

const isTitleCase = (text: string) =>
	text
		.replace(/[()/]/g, ' ')
		.split(/[\s-]+/)
		.every((word) => SMALL_WORDS.has(word) || word === '' || /^[A-Z0-9]/.test(word));

/** One sentence goes without its full stop, several have all of theirs. */
function expectSentences(words: string | undefined): void {
	if (words === undefined) return;
	expect(words).toMatch(/^[A-Z0-9'"]/);
	expect(words).not.toMatch(/\s$|\s\s/);
	const isOneSentence = !/[.?!] [A-Z0-9]/.test(words);
	if (isOneSentence) expect(words).not.toMatch(/\.$/);
	else expect(words).toMatch(/\.$/);
}

/** Labels of more than one word: these are no words of a sentence. DingTalk's console names two of them the same. */
const LABELS = [...new Set(all.map(({ property }) => property.displayName))].filter(
	(label) => label.includes(' ') && !['Client ID', 'Client Secret'].includes(label),
);

describe.each(all)('$path', ({ property }) => {
	const { displayName, description: text, hint, placeholder, type, modes = [] } = property;
	const choices = choicesOf(property);

	test('is named in Title Case, with its modes and choices', () => {
		const names = [displayName, ...modes.map((mode) => mode.displayName), ...choices.map(({ name }) => name)];
		// Domains are no words.
		expect(
			names.map((name) => name.replace(/dingtalk\.\w+/, '')).filter((name) => !isTitleCase(name)),
		).toEqual([]);
	});

	test('is described in sentences, with its modes and choices', () => {
		const texts = [
			text,
			hint,
			...modes.map((mode) => mode.hint),
			...choices.map((choice) => choice.description),
		];
		texts.forEach(expectSentences);
		const isChosenByItself = ['resource', 'operation', 'options'].includes(property.name);
		if (!isChosenByItself) expect(text).toBeDefined();
		if (type === 'boolean') expect(text).toMatch(/^Whether /);
	});

	test('names other fields in single quotes', () => {
		const texts = [
			text,
			hint,
			...modes.map((mode) => mode.hint),
			...choices.map((choice) => choice.description),
		];
		const unquoted = texts.join('\n').replaceAll(/'[^']+'/g, '');
		expect(LABELS.filter((label) => unquoted.includes(label))).toEqual([]);
	});

	test('has hints that fit into a line or two', () => {
		for (const each of [hint, ...modes.map((mode) => mode.hint)]) {
			expect(each?.length ?? 0).toBeLessThanOrEqual(120);
		}
	});

	test('has an example for what is typed, and a prompt for what is chosen', () => {
		if (type === 'collection') expect(placeholder).toBe('Add option');
		else if (placeholder !== undefined) expect(placeholder).toMatch(/^e\.g\. /);
		for (const mode of modes) {
			const prompt = property.name === 'parentId' ? /^\/ \(Root folder\)$/ : /^Select a [a-z]+\.\.\.$/;
			expect(mode.placeholder).toMatch(mode.type === 'list' ? prompt : /^e\.g\. /);
		}
		const isTyped = type === 'string' && property.typeOptions?.password !== true;
		if (isTyped && property.required && property.default === '') {
			expect(placeholder).toMatch(/^e\.g\. /);
		}
	});

	test('lists its choices in order', () => {
		const names = choices.map(({ name }) => name);
		const isAutomaticFirst = names[0] === 'Automatic';
		expect(isSorted(isAutomaticFirst ? names.slice(1) : names)).toBe(true);
		const values = choices.map(({ value }) => value);
		expect(new Set(values).size).toBe(values.length);
		if (choices.length > 0) expect(values).toContain(property.default);
	});

	test('lists what a collection holds in order', () => {
		const inner = type === 'collection' ? (property.options as INodeProperties[]) : [];
		expect(isSorted(inner.map((option) => option.displayName))).toBe(true);
		expect(inner.filter(({ required }) => required)).toEqual([]);
	});
});

describe("n8n's own words", () => {
	test('for a file to upload', () => {
		expect(named('Input Data Field Name')).toMatchObject([
			{
				name: 'binaryPropertyName',
				hint: 'The name of the input field containing the binary file data to be uploaded',
			},
		]);
	});

	test('for a simplified answer', () => {
		expect(named('Simplify').length).toBeGreaterThan(1);
		for (const property of named('Simplify')) {
			expect(property).toMatchObject({
				name: 'simplify',
				type: 'boolean',
				default: true,
				description: 'Whether to return a simplified version of the response instead of the raw data',
			});
		}
	});

	test('for lists', () => {
		expect(named('Limit').length).toBe(named('Return All').length);
		for (const property of named('Return All')) {
			expect(property).toMatchObject({
				name: 'returnAll',
				type: 'boolean',
				default: false,
				description: 'Whether to return all results or only up to a given limit',
			});
		}
		for (const property of named('Limit')) {
			expect(property).toMatchObject({
				name: 'limit',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 50,
				description: 'Max number of results to return',
				displayOptions: { show: { returnAll: [false] } },
			});
		}
	});
});

test('a person is named by the same words in the node and in the credential', () => {
	const [inCredential, ...inNode] = [...named('Operator')].reverse();
	const words = choicesOf(inCredential as INodeProperties).map(({ name }) => name);
	for (const { modes = [] } of inNode) {
		expect(modes.map(({ displayName }) => displayName).sort()).toEqual(words);
	}
});

test('a name that is taken is met in safe words', () => {
	const words = ['Fail', 'Keep Existing', 'Rename Automatically', 'Replace'];
	expect(named('Conflict Strategy').length).toBe(3);
	for (const property of named('Conflict Strategy')) {
		const names = choicesOf(property).map(({ name }) => name);
		expect(words).toEqual(expect.arrayContaining(names));
		for (const { description: text } of choicesOf(property)) expect(text).toBeTruthy();
	}
});

test('replacing a file has to be chosen', () => {
	for (const property of named('Conflict Strategy')) expect(property.default).not.toBe('OVERWRITE');
});
