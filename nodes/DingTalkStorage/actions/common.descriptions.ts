import type { INodeProperties } from 'n8n-workflow';

/** Shows properties for one operation only. */
export function showFor(
	resource: string,
	operation: string,
	properties: INodeProperties[],
): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: { show: { resource: [resource], operation: [operation] } },
	}));
}

export const unionIdProperty: INodeProperties = {
	displayName: 'Union ID',
	name: 'unionId',
	type: 'string',
	default: '',
	placeholder: 'e.g. iPxxxxxxxxxxiEiE',
	hint: "Leave it empty to use the credential's union ID",
	description: 'The union ID (not the user ID) of the user on whose behalf DingTalk acts',
};

export const preferIntranetProperty: INodeProperties = {
	displayName: 'Prefer Intranet',
	name: 'preferIntranet',
	type: 'boolean',
	default: false,
	description:
		"Whether to ask for addresses inside your company's network. Only for organizations with dedicated storage.",
};
