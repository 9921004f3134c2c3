import type { IDataObject } from 'n8n-workflow';

import { valueError } from '../../../shared/errors';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { isRecord } from '../../../shared/isRecord';
import type { Shape } from '../../../shared/http/shapes';
import type { Parameter } from '../../../shared/parameters/types';
import { restOperation } from '../../../shared/operations/restOperation';
import { isNothing, Problem, toList } from '../../../shared/parameters/values';
import { normalizeNumber, readId } from '../../parameters/numbers';
import { jtelRequest, records, WITH_IDS } from '../../transport';
import { contactFields, jtelName } from './contactFields';
import { simplifyContact } from './simplify';
import { safeString } from '../../../shared/safeConversion';

const MAX_NUMBERS = 6;

const properties = [
	resourceLocator({
		displayName: 'Campaign',
		name: 'campaign',
		description: 'The campaign that is to call the contact',
		searchListMethod: 'searchCampaigns',
		lookUp: 'campaignName',
		required: true,
		byLabel: 'By ID or Name',
		placeholder: '51 or Renewals',
	}),
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'Krause',
		description: 'Last name of the contact. At most 64 characters.',
	},
	{
		displayName: 'Phone Numbers',
		name: 'phoneNumbers',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Phone Number' },
		default: [],
		placeholder: '4915112345678',
		description: 'One to six numbers, in the order in which they are kept. An empty one leaves its place empty.',
	},
	{
		displayName: 'User Data',
		name: 'userData',
		type: 'string',
		default: '',
		description: 'Key of the contact in another system; contacts with the same user data are duplicates for jtel',
	},
	{
		displayName: 'Overwrite Duplicates',
		name: 'overwriteDuplicates',
		type: 'boolean',
		default: true,
		description:
			'Whether to overwrite the contact with the same user data. Otherwise there is always a new contact, also if that makes a duplicate.',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [...contactFields],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Normalize Phone Numbers',
				name: 'normalizeNumbers',
				type: 'boolean',
				default: true,
				description:
					'Whether to bring the numbers into the form that jtel wants: digits only, without +, 00, spaces or brackets',
			},
			{
				displayName: 'Other Fields',
				name: 'otherFields',
				type: 'json',
				default: '{}',
				placeholder: '{ "Region": "North", "Comment": "Call after 5 pm" }',
				description: "Fields that are not in the list above, as a JSON object with jtel's own names",
			},
		],
	},
] as const satisfies Parameter[];

/** What has a field of its own. jtel's names, in small letters. */
const OWN_FIELDS = new Set(
	[...contactFields.map(({ name }) => name), 'DiallerCampaignsID', 'DiallerCampaignsName', 'Name', 'UserData'].map(
		(name) => name.toLowerCase(),
	),
);

/** The numbers in their places: an empty row keeps its place, a row with several numbers has as many. */
function places(rows: readonly string[]): string[] {
	return rows.flatMap((row) => {
		const numbers = toList(row, ',;');
		return numbers instanceof Problem || numbers.length === 0 ? [row] : numbers;
	});
}

/** Contacts are known by their numbers and User Data, so the answer may be short. What it names must have an ID. */
const IMPORTED: Shape = (body) => (isRecord(body) && body.records !== undefined ? WITH_IDS(body) : undefined);

export const upsert = restOperation({
	name: 'Create or Update',
	action: 'Create or update a dialler contact',
	description: 'Import a contact into a dialler campaign, as a new one or over the one with the same user data',
	properties: [...properties],
	simplify: simplifyContact,
	simplifySince: 1.1,
	send: jtelRequest,
	request(parameter, context, itemIndex) {
		const { normalizeNumbers = true, otherFields = {} } = parameter('options');
		const refuse = (message: string, description: string) => valueError(context, message, { itemIndex, description });
		if (!isRecord(otherFields)) {
			throw refuse('The field "Options > Other Fields" must be a JSON object', 'For example { "Region": "North" }.');
		}

		const double = Object.keys(otherFields).find((name) => OWN_FIELDS.has(name.toLowerCase()));
		if (double !== undefined) {
			throw refuse(
				`The field "Options > Other Fields" must not contain "${double}"`,
				'There is a field of this node for it.',
			);
		}

		const numbers: IDataObject = {};
		for (const [index, given] of places(parameter('phoneNumbers')).entries()) {
			if (isNothing(given)) continue;
			const label = `Phone Numbers > ${index + 1}`;
			if (index >= MAX_NUMBERS) throw refuse(`There is no ${label}`, `jtel keeps at most ${MAX_NUMBERS} per contact.`);
			numbers[`PhoneNumber${index + 1}`] = normalizeNumbers ? normalizeNumber(context, label, given, itemIndex) : given;
		}
		const twice = Object.keys(otherFields).find((name) => Object.hasOwn(numbers, name));
		if (twice !== undefined) {
			throw refuse(
				`The field "Options > Other Fields" must not contain "${twice}"`,
				'The field "Phone Numbers" holds a number for this place.',
			);
		}
		const called = Object.entries({ ...otherFields, ...numbers }).filter(([name]) => /^PhoneNumber[1-6]$/.test(name));
		if (called.every(([, value]) => safeString(value ?? '').trim() === '')) {
			throw refuse('The field "Phone Numbers" is empty', 'The dialler needs at least one number to call.');
		}

		const campaign = parameter('campaign');
		const userData = parameter('userData');
		const given = Object.entries(parameter('additionalFields')).filter(([, value]) => value !== '');
		const body: IDataObject = {
			...otherFields,
			...Object.fromEntries(given.map(([name, value]) => [jtelName(name), value])),
			...(/^\d+$/.test(campaign)
				? { DiallerCampaignsID: readId(context, 'Campaign', campaign, itemIndex) }
				: { DiallerCampaignsName: campaign }),
			Name: parameter('name'),
			...(userData === '' ? {} : { UserData: userData }),
			...numbers,
		};
		const overwriteDuplicates = parameter('overwriteDuplicates');
		return {
			method: 'POST',
			path: '/dialler/contacts/import',
			qs: { overwriteDuplicates },
			body,
			// With its key a contact is overwritten by itself; without one every import makes another contact.
			retry: overwriteDuplicates && userData !== '' ? 'idempotentWrite' : 'unsafeWrite',
			expects: IMPORTED,
			reconcileHint:
				'Look for a contact with the same Name with Dialler Contact: Get Many before you run this item again.',
		};
	},
	output(body) {
		const imported = records(body);
		return imported.length > 0 ? imported : { success: true };
	},
});
