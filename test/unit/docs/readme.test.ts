import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { MEANINGS } from '../../../lib/dingtalk/error-catalogue';
import { EXPLANATIONS } from '../../../nodes/DingTalkStorage/errors/explain-upload';
import { SCOPE_NAMES } from '../../../nodes/DingTalkStorage/errors/scopes';
import { choicesOf, credential, description, operations } from '../../support/node-form';

/** Rows of a table, as the texts of their cells. */
type Table = ReadonlyArray<readonly string[]>;

/** The tables of a document. */
function tablesOf(file: string): Table[] {
	const text = readFileSync(resolve(__dirname, '../../..', file), 'utf8');
	const blocks = text.split(/\n\s*\n/).filter((block) => block.startsWith('| '));
	return blocks.map((block) => block.split('\n').map(cellsOf));
}

const cellsOf = (line: string) =>
	line
		.slice(1, -1)
		.split(/(?<!\\)\|/)
		.map((cell) => cell.trim());

const upload = operations.find(({ operation }) => operation === 'upload')?.properties ?? [];
const options = (upload.at(-1)?.options ?? []) as INodeProperties[];
const labels = (properties: readonly INodeProperties[]) => properties.map(({ displayName }) => displayName);

/** What a table lists in its first column. */
const listed = (table: Table | undefined) => table?.slice(2).map(([name = '']) => name);

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
	const tables = tablesOf(file);
	const withRow = (name: string) => tables.find((table) => listed(table)?.includes(name));

	test('lists the parameters of an upload and its options, as the form does', () => {
		expect(listed(withRow('Input Data Field Name'))).toEqual(labels(upload.slice(0, -1)));
		expect(listed(withRow('Part Size (MB)'))).toEqual(labels(options));
	});

	test('tells the defaults and ranges of the options', () => {
		for (const [name = '', given = '', range = ''] of withRow('Part Size (MB)')?.slice(2) ?? []) {
			const option = options.find(({ displayName }) => displayName === name);
			const { minValue, maxValue } = option?.typeOptions ?? {};
			if (minValue !== undefined) expect(range).toBe(`${minValue}–${maxValue}`);
			// By itself that one is automatic; its default is where it begins.
			const isAutomatic = name === 'Max Concurrent Parts';
			if (option?.type === 'number' && !isAutomatic)
				expect(given).toMatch(new RegExp(`^${option.default}\\b`));
			const choice = choicesOf(option as INodeProperties).find(({ value }) => value === option?.default);
			if (choice && choice.value !== '') expect(given).toBe(choice.name);
		}
	});

	test('lists all other operations', () => {
		const resources = choicesOf(description.properties[0] as INodeProperties);
		const nameOf = (resource: string) => resources.find(({ value }) => value === resource)?.name;
		const names = operations.map(({ resource, choice }) => `${nameOf(resource)}: ${choice.name}`);
		const rows = withRow('File')?.slice(2) ?? [];
		const told = rows.map(([resource, operation]) => `${resource}: ${operation}`);
		expect(told.sort()).toEqual(names.filter((name) => name !== 'File: Upload File').sort());
	});

	test('lists the permissions, as the console names them', () => {
		const scopes = Object.entries(SCOPE_NAMES);
		const told = listed(tables.find((table) => JSON.stringify(table).includes('Storage.UploadInfo.Read')));
		const plain = (told ?? []).map((text) => text.replace(/[`() （）]/g, ''));
		expect(plain.sort()).toEqual(scopes.map(([scope, name]) => scope + name).sort());
	});

	test('names fields that the credential has', () => {
		const names = (listed(withRow('Host')) ?? []).flatMap((text) => text.split(/, |、/));
		expect(labels(credential.properties)).toEqual(expect.arrayContaining(names));
		expect(names).toContain('API Calls per Month');
	});

	test('quotes messages word for word', () => {
		const known = [...Object.values(MEANINGS), ...Object.values(EXPLANATIONS)].map(({ message }) => message);
		const table = tables.find((rows) => JSON.stringify(rows).includes(MEANINGS.QUOTA_SPENT.message));
		const quoted = listed(table)?.map((text) => text.replace(/（.*/, ''));
		expect(quoted?.filter((message) => !known.includes(message))).toEqual([]);
	});
});
