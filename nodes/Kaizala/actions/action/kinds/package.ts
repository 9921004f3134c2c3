import { inputError } from '../../../../shared/errors';
import { itemParameters } from '../../../../shared/parameters/reader';
import type { Parameter } from '../../../../shared/parameters/types';
import { cardProperties, propertyFields } from '../../../card/properties';
import { setOnly } from '../../../parameters/optional';
import { questionsOfJson } from '../questions';
import type { Kind } from './kind';
import { anonymousField, optionsField, senderOnlyField, severalField } from './kind';

/** Longest title of a card. */
const MAX_TITLE = 32;

const properties = [
	{
		displayName: 'Action Package ID',
		name: 'packageId',
		type: 'string',
		kind: 'key',
		default: '',
		required: true,
		placeholder: 'com.example.desk.ticket',
		description:
			'ID of the action package that draws the card, with or without version. It has to be added to the group.',
	},
	...propertyFields,
] as const satisfies Parameter[];

const options = [
	severalField,
	anonymousField,
	{
		displayName: 'Questions (JSON)',
		name: 'questions',
		type: 'json',
		default: '[\n  { "title": "Solved?", "type": "SingleOption", "options": ["Yes", "No"] }\n]',
		description: 'Asked instead of the questions in the action package',
	},
	senderOnlyField,
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'Desk ticket',
		description: 'Shown instead of the title in the action package, up to 32 characters',
	},
	{
		displayName: 'Validity (Hours)',
		name: 'validity',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 24,
		description: 'How long the card can be answered, in whole hours',
	},
] as const satisfies Parameter[];

const fields = [...properties, optionsField(options)] as const satisfies Parameter[];

/** A card of an action package. */
export const packageCard: Kind = {
	name: 'Custom Package',
	properties: [...properties],
	options: [...options],
	content(context, itemIndex) {
		const parameter = itemParameters(context, itemIndex, fields);
		const { questions, title = '', ...rest } = parameter('options');
		if (title.length > MAX_TITLE) {
			throw inputError(context, `The title has ${title.length} characters, but Kaizala takes at most ${MAX_TITLE}`, {
				itemIndex,
			});
		}
		return {
			id: parameter('packageId'),
			actionBody: {
				properties: cardProperties(context, itemIndex),
				...setOnly({ title, ...rest }),
				...(questions === undefined ? {} : { questions: questionsOfJson(context, questions, itemIndex) }),
			},
		};
	},
};
