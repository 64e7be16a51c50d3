import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { DingTalkApi } from '../../credentials/DingTalkApi.credentials';
import { DingTalkStorage } from '../../nodes/DingTalkStorage/DingTalkStorage.node';

export const { description, methods } = new DingTalkStorage();
export const credential = new DingTalkApi();

export interface Field {
	/** Its name, after that of the collection it is in. */
	readonly path: string;
	readonly property: INodeProperties;
}

/** Every property, those within collections too. */
export function flatten(properties: readonly INodeProperties[], prefix = ''): Field[] {
	return properties.flatMap((property) => {
		const path = `${prefix}${property.name}`;
		const inner = property.type === 'collection' ? (property.options as INodeProperties[]) : [];
		return [{ path, property }, ...flatten(inner, `${path}.`)];
	});
}

export const choicesOf = (property: INodeProperties): INodePropertyOptions[] =>
	property.type === 'options' ? (property.options as INodePropertyOptions[]) : [];

/** What a user can choose to do. */
export interface Operation {
	readonly resource: string;
	readonly operation: string;
	readonly choice: INodePropertyOptions;
	/** What its form shows, in this order. */
	readonly properties: readonly INodeProperties[];
}

/** The properties that list the operations of a resource, one for each. */
export const operationProperties = description.properties.filter(({ name }) => name === 'operation');

export const operations: readonly Operation[] = operationProperties.flatMap((property) => {
	const [resource = ''] = shown(property, 'resource');
	return choicesOf(property).map((choice) => {
		const operation = String(choice.value);
		const isOfIt = (each: INodeProperties) =>
			shown(each, 'resource').includes(resource) && shown(each, 'operation').includes(operation);
		return { resource, operation, choice, properties: description.properties.filter(isOfIt) };
	});
});

/** The values of another field for which the property is shown; none where it does not depend on it. */
export function shown({ displayOptions }: INodeProperties, name: string): string[] {
	const values = displayOptions?.show?.[name] ?? [];
	return (Array.isArray(values) ? values : []).map(String);
}
