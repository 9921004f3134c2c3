import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { itemParameters } from '../../../shared/parameters';
import { cardProperties, propertyFields } from '../../cardProperties';

/**
 * A card of an action package: one of the kinds of action of spec 3.7. Each kind is its fields and the part of the
 * request that says what to send; `send` adds the group and the recipients.
 */
export const packageFields = [
	{
		displayName: 'Action Package ID',
		name: 'packageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'com.example.desk.ticket',
		description:
			'ID of the action package that draws the card, with or without version. It has to be added to the group.',
	},
	...propertyFields,
] as const satisfies INodeProperties[];

export interface PackageOptions {
	title?: string;
	validity?: number;
}

export function packageCard(
	context: IExecuteFunctions,
	{ title = '', validity = 0 }: PackageOptions,
	itemIndex: number,
): IDataObject {
	const parameter = itemParameters(context, itemIndex, packageFields);
	return {
		id: parameter('packageId').trim(),
		actionBody: {
			properties: cardProperties(context, itemIndex),
			...(title === '' ? {} : { title }),
			...(validity === 0 ? {} : { validity }),
		},
	};
}
