import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { chooseOperation } from '../../../nodes/DingTalkStorage/actions/operations';
import { listSearch } from '../../../nodes/DingTalkStorage/methods/listSearch';
import {
	choicesOf,
	credential,
	description,
	flatten,
	methods,
	operationProperties,
	operations,
	shown,
} from '../../support/node-form';

const NODE_FOLDER = path.resolve(__dirname, '../../../nodes/DingTalkStorage');

/** From the place down to the thing, then who and how: required fields broad to narrow, the collection last. */
const ORDER = [
	'target',
	'spaceId',
	'parentId',
	'uploadKey',
	'fileId',
	'partNumbers',
	'binaryPropertyName',
	'folderName',
	'fileName',
	'fileSize',
	'returnAll',
	'limit',
	'unionId',
	'simplify',
	'options',
];

const resource = description.properties[0] as INodeProperties;

describe('resources and operations', () => {
	test('are chosen first, and not by an expression', () => {
		expect(resource).toMatchObject({ name: 'resource', type: 'options', noDataExpression: true });
		expect(choicesOf(resource).map(({ value }) => value)).toContain(resource.default);
		for (const property of operationProperties) {
			expect(property).toMatchObject({ displayName: 'Operation', type: 'options', noDataExpression: true });
			expect(choicesOf(property).map(({ value }) => value)).toContain(property.default);
		}
	});

	test('belong together: every resource has one list of operations', () => {
		const listed = operationProperties.flatMap((property) => shown(property, 'resource'));
		expect(listed.sort()).toEqual(choicesOf(resource).map(({ value }) => value));
	});

	test.each(operations)('$resource:$operation is described, by an action without articles', ({ choice }) => {
		expect(choice.action).toMatch(/^(?!.*\b(a|an|the)\b)[A-Z][a-z ]+$/);
		expect(choice.description).toMatch(/^[A-Z].*[^.]$/);
		expect(choice.name === 'Get Many').toBe(choice.value === 'getAll');
	});

	test.each(operations)('$resource:$operation can be carried out', ({ resource: of, operation }) => {
		const functions = {
			getNodeParameter: (name: string) => (name === 'resource' ? of : operation),
		} as unknown as IExecuteFunctions;
		expect(chooseOperation(functions, 0)).toBeInstanceOf(Function);
	});

	test('that nobody knows are refused', () => {
		const functions = {
			getNodeParameter: () => 'constructor',
			getNode: () => ({ name: 'DingTalk Storage' }),
		} as unknown as IExecuteFunctions;
		expect(() => chooseOperation(functions, 0)).toThrow('The node does not know this operation');
	});
});

describe.each(operations)('the form of $resource:$operation', ({ properties, operation }) => {
	const names = properties.map(({ name }) => name);

	test('has every name once', () => {
		const paths = flatten(properties).map((field) => field.path);
		expect(new Set(paths).size).toBe(paths.length);
	});

	test('goes from the place to the thing, and ends with what is optional', () => {
		expect(names).toEqual(ORDER.filter((name) => names.includes(name)));
		const lastRequired = properties.findLastIndex(({ required }) => required);
		const optional = ['returnAll', 'limit', 'unionId', 'simplify', 'options'];
		expect(names.slice(0, lastRequired + 1).filter((name) => optional.includes(name))).toEqual([]);
	});

	test('can name an operator, and has a limit where it lists', () => {
		expect(names).toContain('unionId');
		expect(names.includes('limit')).toBe(operation === 'getAll');
		expect(names.includes('returnAll')).toBe(operation === 'getAll');
	});

	test('depends on fields that it has, and on values that these can have', () => {
		for (const { displayOptions } of properties) {
			expect(Object.keys(displayOptions ?? {})).toEqual(['show']);
			for (const [name, values] of Object.entries(displayOptions?.show ?? {})) {
				// For which the form is looked at here.
				if (!['resource', 'operation'].includes(name)) expectPossible(name, values, properties);
			}
		}
	});
});

test('the credential depends on fields that it has, and on values that these can have', () => {
	for (const { displayOptions } of credential.properties) {
		for (const [name, values] of Object.entries(displayOptions?.show ?? {})) {
			expectPossible(name, values, credential.properties);
		}
	}
});

function expectPossible(name: string, values: unknown, properties: readonly INodeProperties[]): void {
	const [field, ...more] = properties.filter((property) => property.name === name);
	expect(more).toEqual([]);
	const possible =
		field?.type === 'boolean' ? [true, false] : choicesOf(field as INodeProperties).map(({ value }) => value);
	expect(possible).toEqual(expect.arrayContaining(values as unknown[]));
}

test('every property of the node belongs to an operation', () => {
	const reached = new Set([
		resource,
		...operationProperties,
		...operations.flatMap(({ properties }) => properties),
	]);
	expect(description.properties.filter((property) => !reached.has(property))).toEqual([]);
});

test.each(
	operations.flatMap(({ properties }) => flatten(properties)).filter(({ property }) => property.modes),
)('the modes of $path: a list first, and what it searches for exists', ({ property }) => {
	const modes = property.modes ?? [];
	const isPerson = property.name === 'unionId';
	expect(modes.map(({ name, type }) => (type === 'list' ? name : type))).toEqual([
		...(isPerson ? ['string'] : ['list']),
		...modes.slice(1).map(() => 'string'),
	]);
	if (isPerson) return;
	expect(Object.keys(listSearch)).toContain(modes[0]?.typeOptions?.searchListMethod);
	expect(modes[0]?.displayName).toBe('From List');
	expect(modes[1]).toMatchObject({ name: 'id', displayName: 'By ID' });
});

describe('the node', () => {
	test('can be found, told apart and used everywhere', () => {
		expect(description).toMatchObject({
			subtitle: expect.stringMatching(/operation.*resource/),
			usableAsTool: true,
			inputs: ['main'],
			outputs: ['main'],
			documentationUrl: expect.stringMatching(/^https:\/\//),
		});
		const { light, dark } = description.icon as { light: string; dark: string };
		for (const icon of [light, dark]) {
			expect(existsSync(path.join(NODE_FOLDER, icon.replace('file:', '')))).toBe(true);
		}
		expect(light).not.toBe(dark);
	});

	test('has a codex of its own', () => {
		const codex = JSON.parse(readFileSync(path.join(NODE_FOLDER, 'DingTalkStorage.node.json'), 'utf8'));
		expect(codex.node).toBe(`n8n-nodes-dingtalk-storage.${description.name}`);
		expect(codex.alias).toEqual(expect.arrayContaining(['钉钉', '钉盘']));
		expect(codex.resources.primaryDocumentation).toEqual([{ url: description.documentationUrl }]);
	});

	test('has a credential whose test it brings', () => {
		const [used] = description.credentials ?? [];
		expect(Object.keys(methods.credentialTest)).toContain(used?.testedBy);
	});
});

test('secrets are not shown', () => {
	const names = ['clientSecret', 'suiteTicket', 'accessToken'];
	const secrets = credential.properties.filter(({ name }) => names.includes(name));
	expect(secrets).toHaveLength(names.length);
	for (const { typeOptions } of secrets) expect(typeOptions?.password).toBe(true);
});
