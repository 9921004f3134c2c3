import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { asNodeError, valueError } from '../../../shared/errors';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { asRecords } from '../../../shared/operations/restOperation';
import { recordOf } from '../../../shared/http/shapes';
import { hubSpotRequest } from '../../transport';
import { choiceRows, groupField, readChoices, simplifyProperty } from './fields';

/** HubSpot's type and field type behind each choice. */
const TYPES: Record<string, { type: string; fieldType: string }> = {
	checkbox: { type: 'enumeration', fieldType: 'checkbox' },
	date: { type: 'date', fieldType: 'date' },
	datetime: { type: 'datetime', fieldType: 'date' },
	html: { type: 'string', fieldType: 'html' },
	number: { type: 'number', fieldType: 'number' },
	phonenumber: { type: 'string', fieldType: 'phonenumber' },
	radio: { type: 'enumeration', fieldType: 'radio' },
	select: { type: 'enumeration', fieldType: 'select' },
	text: { type: 'string', fieldType: 'text' },
	textarea: { type: 'string', fieldType: 'textarea' },
	yesNo: { type: 'bool', fieldType: 'booleancheckbox' },
};
const CHOICES = ['checkbox', 'radio', 'select'] as const;

const properties = [
	{
		displayName: 'Label',
		name: 'label',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'Work order',
		description: 'The name that users see in HubSpot',
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'work_order',
		description: 'The internal name: small letters, digits and underscores. It can never be changed.',
	},
	{
		displayName: 'Field Type',
		name: 'fieldType',
		type: 'options',
		options: [
			{ name: 'Date', value: 'date' },
			{ name: 'Date and Time', value: 'datetime' },
			{ name: 'Dropdown', value: 'select' },
			{ name: 'Multi-Line Text', value: 'textarea' },
			{ name: 'Multiple Checkboxes', value: 'checkbox' },
			{ name: 'Number', value: 'number' },
			{ name: 'Phone Number', value: 'phonenumber' },
			{ name: 'Radio Buttons', value: 'radio' },
			{ name: 'Rich Text', value: 'html' },
			{ name: 'Single-Line Text', value: 'text' },
			{ name: 'Yes or No', value: 'yesNo' },
		],
		default: 'text',
	},
	{ ...choiceRows, displayOptions: { show: { fieldType: [...CHOICES] } } },
	groupField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Description',
				name: 'description',
				type: 'string',
				default: '',
				description: 'Help text that users see in HubSpot',
			},
			{
				displayName: 'If It Exists',
				name: 'ifExists',
				type: 'options',
				options: [
					{ name: 'Fail', value: 'fail' },
					{ name: 'Return the Existing Property', value: 'return' },
				],
				default: 'fail',
				description: 'What to do when a property with that name already exists',
			},
			{
				displayName: 'Unique Values',
				name: 'hasUniqueValue',
				type: 'boolean',
				default: false,
				description: 'Whether to refuse a value that another ticket has, so that tickets can be found by it',
			},
		],
	},
] as const satisfies INodeProperties[];

const YES_NO = [
	{ label: 'Yes', value: 'true', displayOrder: 0, hidden: false },
	{ label: 'No', value: 'false', displayOrder: 1, hidden: false },
];

function definition(context: IExecuteFunctions, itemIndex: number): IDataObject & { name: string } {
	const parameter = itemParameters(context, itemIndex, properties);
	const name = parameter('name').trim();
	if (!/^[a-z][a-z0-9_]*$/.test(name)) {
		throw valueError(context, `"${name}" cannot be the internal name of a property`, {
			itemIndex,
			description: 'Use small letters, digits and underscores, and begin with a letter, for example work_order.',
		});
	}
	const chosen = parameter('fieldType');
	const { description = '', hasUniqueValue = false } = parameter('options');
	const isChoice = CHOICES.some((field) => field === chosen);
	return {
		name,
		label: parameter('label'),
		...TYPES[chosen],
		groupName: parameter('groupName') || 'ticketinformation',
		...(isChoice ? { options: readChoices(context, parameter('choices').choice ?? [], itemIndex) } : {}),
		...(chosen === 'yesNo' ? { options: YES_NO } : {}),
		...(description === '' ? {} : { description }),
		...(hasUniqueValue ? { hasUniqueValue } : {}),
	};
}

const isTaken = (error: unknown): boolean => error instanceof NodeApiError && error.httpCode === '409';

export const create: SingleOperation = {
	name: 'Create',
	action: 'Create a ticket property',
	description: 'Create a property of tickets, for example for the ID that a ticket has in another system',
	properties: [...properties],
	simplify: simplifyProperty,

	async execute(itemIndex) {
		const body = definition(this, itemIndex);
		const keep = itemParameters(this, itemIndex, properties)('options').ifExists === 'return';
		const reconcileHint = 'Look for this name with Property: Get Many before you run this item again.';
		const call = { family: 'properties', path: '/tickets', expects: recordOf('name'), reconcileHint } as const;
		// A second one is refused by its name: harmless where that is no failure, and a riddle otherwise.
		const retry = keep ? 'idempotentWrite' : 'unsafeWrite';
		try {
			return asRecords(await hubSpotRequest(this, { ...call, method: 'POST', body, retry }, itemIndex));
		} catch (error) {
			if (!keep || !isTaken(error)) throw asNodeError(this.getNode(), error, itemIndex);
		}
		const known = {
			...call,
			method: 'GET',
			path: `/tickets/${pathPart('Name', String(body.name))}`,
			retry: 'read',
		} as const;
		return asRecords(await hubSpotRequest(this, known, itemIndex));
	},
};
