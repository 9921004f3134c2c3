import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { recordIn, recordOf } from '../../../shared/http/shapes';
import { pathPart } from '../../../shared/http/url';
import { isRecord } from '../../../shared/isRecord';
import type { SingleOperation } from '../../../shared/operations/operation';
import { asRecords } from '../../../shared/operations/restOperation';
import { itemParameters } from '../../../shared/parameters/reader';
import { hubSpotRequest } from '../../transport';
import { cannotBeCleared, nothingToUpdate } from '../updateErrors';
import { choiceRows, groupField, propertyField, readChoices, simplifyProperty } from './fields';

const properties = [
	propertyField,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Only the fields that are added here are changed',
		options: [
			{
				displayName: 'Description',
				name: 'description',
				type: 'string',
				default: '',
				description: 'Help text that users see in HubSpot',
			},
			{ ...groupField, description: 'The group under which HubSpot shows the property' },
			{
				displayName: 'Hidden',
				name: 'hidden',
				type: 'boolean',
				default: false,
				description: 'Whether to hide the property from users in HubSpot',
			},
			{
				displayName: 'In Forms',
				name: 'formField',
				type: 'boolean',
				default: true,
				description: 'Whether the property can be used in forms',
			},
			{
				displayName: 'Label',
				name: 'label',
				type: 'string',
				default: '',
				description: 'The name that users see',
			},
		],
	},
	{ ...choiceRows, description: 'For properties with choices: those to add or change, matched by their values' },
	{
		displayName: 'Other Choices',
		name: 'otherChoices',
		type: 'options',
		options: [
			{ name: 'Keep', value: 'keep', description: 'The choices that are not listed here stay' },
			{ name: 'Remove', value: 'remove', description: 'The property has only the choices that are listed here' },
		],
		default: 'keep',
		description: 'What happens to choices that are not listed. Has no effect when no choices are listed.',
	},
] as const satisfies INodeProperties[];

/** HubSpot takes the whole list. One that is there keeps its place, and new ones come last. */
async function choices(
	context: IExecuteFunctions,
	path: string,
	given: IDataObject[],
	keepOthers: boolean,
	itemIndex: number,
): Promise<IDataObject[]> {
	if (!keepOthers) return given;
	const request = { family: 'properties', method: 'GET', path, retry: 'read', expects: recordOf('name') } as const;
	const { options } = recordIn(await hubSpotRequest(context, request, itemIndex));
	const known = Array.isArray(options) ? options.filter(isRecord) : [];
	const byValue = new Map(given.map((choice) => [choice.value, choice]));
	const kept = known.map((option) => {
		const { label, value, description = '', hidden = false } = { ...option, ...byValue.get(option.value) };
		return { label, value, description, hidden };
	});
	const values = new Set(known.map(({ value }) => value));
	const added = given.filter(({ value }) => !values.has(value));
	return [...kept, ...added].map((choice, displayOrder) => ({ ...choice, displayOrder }));
}

export const update: SingleOperation = {
	name: 'Update',
	action: 'Update a ticket property',
	description: 'Change a property of your own: its label, group, description or choices',
	properties: [...properties],
	simplify: simplifyProperty,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const path = `/tickets/${pathPart('Property', parameter('propertyName'))}`;
		const { groupName = '', label, ...fields } = parameter('updateFields');
		if (label?.trim() === '') throw cannotBeCleared(this, 'Label', 'property', itemIndex);
		const rows = parameter('choices').choice ?? [];
		const given = rows.length === 0 ? [] : readChoices(this, rows, itemIndex);
		const body: IDataObject = {
			...fields,
			...(label === undefined ? {} : { label }),
			...(groupName === '' ? {} : { groupName }),
		};
		if (Object.keys(body).length === 0 && given.length === 0) {
			throw nothingToUpdate(this, itemIndex, 'under Update Fields, or choices');
		}
		if (given.length > 0) {
			body.options = await choices(this, path, given, parameter('otherChoices') === 'keep', itemIndex);
		}
		const request = { family: 'properties', method: 'PATCH', path, body, retry: 'idempotentWrite' } as const;
		return asRecords(await hubSpotRequest(this, { ...request, expects: recordOf('name') }, itemIndex));
	},
};
