import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** Shows properties for one operation only, besides what they ask for themselves. */
export function showFor(
	resource: string,
	operation: string,
	properties: readonly INodeProperties[],
): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: withShown(property.displayOptions, { resource: [resource], operation: [operation] }),
	}));
}

function withShown(
	options: IDisplayOptions | undefined,
	more: NonNullable<IDisplayOptions['show']>,
): IDisplayOptions {
	return { ...options, show: { ...more, ...options?.show } };
}
