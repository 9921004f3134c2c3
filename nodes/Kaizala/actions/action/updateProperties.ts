import { inputError } from '../../../shared/errors';
import { restOperation } from '../../../shared/operations/restOperation';
import type { Parameter } from '../../../shared/parameters/types';
import { changedProperties, propertyFields } from '../../card/properties';
import { actionIdField, groupField } from '../../parameters/fields';
import { groupPath, kaizalaRequest } from '../../transport';
import { withIds } from '../withIds';

/** Whatever the version is. */
const ANY_VERSION = -1;

const properties = [
	groupField,
	actionIdField,
	...propertyFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Version',
				name: 'version',
				type: 'number',
				guard: true,
				typeOptions: { minValue: ANY_VERSION, numberPrecision: 0 },
				default: ANY_VERSION,
				description: 'Version that the card must have to be updated. -1 updates it whatever its version is.',
			},
		],
	},
] as const satisfies Parameter[];

export const updateProperties = restOperation({
	name: 'Update Properties',
	action: 'Update the properties of an action',
	description: 'Change what a card shows, for example when the status of a ticket changes',
	properties: [...properties],
	send: kaizalaRequest,
	request(parameter, context, itemIndex) {
		const { version = ANY_VERSION } = parameter('options');
		const changes = changedProperties(context, itemIndex);
		if (changes.length === 0) {
			throw inputError(context, 'There is no property to update', {
				itemIndex,
				description:
					'Add at least one under "Properties" or "Properties (JSON)". Properties that are not named stay as they are.',
			});
		}
		return {
			method: 'PUT',
			path: groupPath(parameter('groupId'), 'actions', parameter('actionId')),
			body: { version, updateProperties: changes },
			// With a version check the second of two equal updates is refused, although the first one took effect.
			retry: version === ANY_VERSION ? 'idempotentWrite' : 'unsafeWrite',
			reconcileHint: 'Look at the card in Kaizala before you run this item again: it may show the new values already.',
		};
	},
	output: (body, parameter) => withIds({ groupId: parameter('groupId'), actionId: parameter('actionId') }, body),
});
