import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import type { Parameter } from '../../../shared/parameters/types';
import { answerFields, readAnswers } from './answers';
import { actionIdField, groupField } from '../../parameters/fields';
import { setOnly } from '../../parameters/optional';
import { placeField, placeOf } from './places';
import { groupPath, kaizalaRequest } from '../../transport';
import { withIds } from '../withIds';
import { readable } from '../../../shared/http/shapes';

const answered = { show: { respondTo: ['package', 'Survey'] } };

const properties = [
	groupField,
	actionIdField,
	{
		displayName: 'Action Type',
		name: 'respondTo',
		type: 'options',
		options: [
			{ name: 'Custom Package', value: 'package', description: 'A card of an action package' },
			{ name: 'Job', value: 'Job' },
			{ name: 'Survey', value: 'Survey' },
		],
		default: 'package',
		description: 'What to respond to',
	},
	{
		displayName: 'Action Package ID',
		name: 'packageId',
		type: 'string',
		kind: 'key',
		default: '',
		required: true,
		placeholder: 'com.example.desk.ticket',
		displayOptions: { show: { respondTo: ['package'] } },
	},
	{
		displayName: 'Completed',
		name: 'isCompleted',
		type: 'boolean',
		default: true,
		displayOptions: { show: { respondTo: ['Job'] } },
		description: 'Whether the job is done',
	},
] as const satisfies Parameter[];

const options = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{ ...placeField, name: 'responseLocation', displayName: 'Location' },
			{
				displayName: 'Response Name',
				name: 'responseName',
				type: 'string',
				default: '',
				description: 'A name for the response, sent with the answers',
			},
			{
				displayName: 'Response ID',
				name: 'responseId',
				type: 'string',
				kind: 'key',
				default: '',
				placeholder: '5b7c0000-0000-4000-8000-000000000002',
				description: 'Changes the response of this ID instead of giving a new one',
			},
		],
	},
] as const satisfies Parameter[];

const fields = [...properties, ...options] as const satisfies Parameter[];

/** The answer is given by the user behind the refresh token. */
export const respond: SingleOperation = {
	name: 'Respond',
	action: 'Respond to an action',
	description: 'Answer a card or survey, or set a job to done, as the user of the credential',
	properties: [
		...properties,
		// The rows have rules of their own; these come on top.
		...answerFields.map((field) => {
			const show = 'displayOptions' in field ? field.displayOptions.show : {};
			return { ...field, displayOptions: { show: { ...answered.show, ...show } } };
		}),
		...options,
	],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, fields);
		const respondTo = parameter('respondTo');
		const { responseId = '', responseName, responseLocation } = parameter('options');
		const place = placeOf(responseLocation?.place);
		const [groupId, actionId] = [parameter('groupId'), parameter('actionId')];
		const kind = respondTo === 'package' ? { id: parameter('packageId') } : { actionType: respondTo };
		const actionBody =
			respondTo === 'Job'
				? { isCompleted: parameter('isCompleted') }
				: {
						answers: await readAnswers(this, itemIndex),
						...setOnly({ responseName: responseName?.trim() }),
						...(place === undefined ? {} : { responseLocation: place }),
					};
		const body: unknown = await kaizalaRequest(
			this,
			{
				method: 'POST',
				path: groupPath(groupId, 'actions', actionId, 'responses'),
				body: { ...kind, ...setOnly({ responseId }), actionBody },
				// A given response only gets the same values once more; without an ID a second response may come about.
				retry: responseId === '' ? 'unsafeWrite' : 'idempotentWrite',
				expects: readable('responseId'),
				reconcileHint: 'Look at the responses to the card in Kaizala before you run this item again.',
			},
			itemIndex,
		);
		return withIds({ groupId, actionId }, body);
	},
};
