import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { DingTalkApi } from '../../../credentials/DingTalkApi.credentials';
import { DEFAULTS } from '../../../lib/upload';
import { DingTalkStorage } from '../../../nodes/DingTalkStorage/DingTalkStorage.node';
import { listSearch } from '../../../nodes/DingTalkStorage/methods/listSearch';

const { description, methods } = new DingTalkStorage();
const credential = new DingTalkApi();

interface Entry {
	readonly path: string;
	readonly property: INodeProperties;
}

/** Every property, those within collections too. */
function flatten(properties: INodeProperties[], prefix: string): Entry[] {
	return properties.flatMap((property) => {
		const path = `${prefix}${property.name}`;
		const inner = property.type === 'collection' ? (property.options as INodeProperties[]) : [];
		return [{ path, property }, ...flatten(inner, `${path}.`)];
	});
}

const shownFor = (operation: string) =>
	flatten(
		description.properties.filter(({ displayOptions }) => {
			return displayOptions?.show?.operation?.includes(operation);
		}),
		'',
	);

const all: Entry[] = [
	...flatten(description.properties, ''),
	...flatten(credential.properties, 'credential.'),
].filter(({ property }) => property.type !== 'hidden');

const choices = (property: INodeProperties) =>
	property.type === 'options' ? (property.options as INodePropertyOptions[]) : [];

const isSorted = (names: string[]) => names.join() === [...names].sort((a, b) => a.localeCompare(b)).join();

test('workflows in the field depend on these names', () => {
	expect(description.name).toBe('dingTalkStorage');
	expect(credential.name).toBe('dingTalkApi');
	expect(credential.properties.map(({ name }) => name)).toEqual(
		expect.arrayContaining([
			'appType',
			'clientId',
			'clientSecret',
			'authCorpId',
			'suiteTicket',
			'unionId',
			'host',
			'apiBaseUrl',
			'legacyApiBaseUrl',
			'accessToken',
		]),
	);
	expect(shownFor('upload').map(({ path }) => path)).toEqual(
		expect.arrayContaining([
			'spaceId',
			'parentId',
			'unionId',
			'binaryPropertyName',
			'simplify',
			'options.fileName',
			'options.conflictStrategy',
			'options.partSizeMb',
			'options.maxConcurrentParts',
			'options.maxAttempts',
			'options.verifyParts',
			'options.preferIntranet',
			'options.preferRegion',
			'options.stallTimeoutSeconds',
		]),
	);
	expect(shownFor('getPartUploadInfos').map(({ path }) => path)).toEqual(
		expect.arrayContaining(['unionId', 'uploadKey', 'partNumbers', 'options.preferIntranet']),
	);
});

test('the folder starts at the root, and replacing a file has to be chosen', () => {
	const defaults = Object.fromEntries(
		shownFor('upload').map(({ path, property }) => [path, property.default]),
	);
	expect(defaults.parentId).toMatchObject({ value: '0' });
	expect(defaults.binaryPropertyName).toBe('data');
	expect(defaults['options.conflictStrategy']).toBe('AUTO_RENAME');
});

test('what an option shows first is what happens when it is left off', () => {
	const defaults = Object.fromEntries(
		shownFor('upload').map(({ path, property }) => [path, property.default]),
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
const SMALL_WORDS = new Set([
	'a',
	'an',
	'and',
	'as',
	'by',
	'for',
	'from',
	'in',
	'of',
	'on',
	'or',
	'per',
	'the',
	'to',
]);

const isTitleCase = (text: string) =>
	text
		.replace(/[()/]/g, ' ')
		.split(/[\s-]+/)
		.every((word) => SMALL_WORDS.has(word) || word === '' || /^[A-Z0-9]/.test(word));

test.each(all)('$path follows the rules for texts', ({ property }) => {
	const { displayName, description: text, hint, placeholder, type } = property;
	expect(isTitleCase(displayName)).toBe(true);
	if (type === 'boolean') expect(text).toMatch(/^Whether /);
	if (hint !== undefined) expect(hint.length).toBeLessThanOrEqual(120);
	const isPrompt = type === 'collection' || type === 'resourceLocator';
	if (placeholder !== undefined && !isPrompt) expect(placeholder).toMatch(/^e\.g\. /);
	if (type === 'collection') expect(placeholder).toBe('Add option');
	for (const words of [text, hint]) {
		// One sentence goes without its full stop, several have all of theirs.
		const isOneSentence = words !== undefined && !/[.?!] [A-Z]/.test(words);
		if (isOneSentence) expect(words).not.toMatch(/\.$/);
	}
});

test.each(all.filter(({ property }) => property.type === 'options'))(
	'the choices of $path are sorted',
	(entry) => {
		const names = choices(entry.property).map(({ name }) => name);
		const isAutomaticFirst = names[0] === 'Automatic';
		expect(isSorted(isAutomaticFirst ? names.slice(1) : names)).toBe(true);
	},
);

test.each(all.filter(({ property }) => property.type === 'collection'))(
	'the options in $path are sorted',
	(entry) => {
		const names = (entry.property.options as Array<INodeProperties | INodePropertyCollection>).map(
			({ displayName }) => displayName,
		);
		expect(isSorted(names)).toBe(true);
	},
);

test('every operation has an action without articles', () => {
	const operations = description.properties.filter(({ name }) => name === 'operation').flatMap(choices);
	expect(operations.length).toBeGreaterThan(0);
	for (const { action } of operations) expect(action).toMatch(/^(?!.*\b(a|an|the)\b)[A-Z][a-z ]+$/);
});

test('pick-lists come first, and what they search for exists', () => {
	const modes = all.flatMap(({ property }) =>
		property.type === 'resourceLocator' ? [property.modes ?? []] : [],
	);
	const withList = modes.filter((each) => each.some(({ type }) => type === 'list'));
	expect(withList.length).toBeGreaterThan(0);
	for (const [first] of withList) {
		expect(first?.name).toBe('list');
		expect(Object.keys(listSearch)).toContain(first?.typeOptions?.searchListMethod);
	}
});

test('the credential has a test, which the node brings', () => {
	const [used] = description.credentials ?? [];
	expect(Object.keys(methods.credentialTest)).toContain(used?.testedBy);
});

test('secrets are not shown', () => {
	const secrets = credential.properties.filter(({ name }) => ['clientSecret', 'accessToken'].includes(name));
	expect(secrets).toHaveLength(2);
	for (const { typeOptions } of secrets) expect(typeOptions?.password).toBe(true);
});
