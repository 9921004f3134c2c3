import type { IDataObject } from 'n8n-workflow';

import { inputError } from '../../../../shared/errors';
import { itemParameters } from '../../../../shared/parameters/reader';
import type { Parameter } from '../../../../shared/parameters/types';
import { mediaFile, upload } from '../../media/media';
import { setOnly } from '../../../parameters/optional';
import type { Kind } from './kind';
import { assertOnePicture, optionsField } from './kind';

const properties = [
	{
		displayName: 'Question',
		name: 'question',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'When shall we come?',
	},
	{
		displayName: 'Choices',
		name: 'choices',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Choice',
		default: {},
		options: [
			{
				displayName: 'Choice',
				name: 'choice',
				values: [
					{
						displayName: 'Title',
						name: 'title',
						type: 'string',
						default: '',
						required: true,
						placeholder: 'Tomorrow morning',
					},
					{
						displayName: 'Picture: Input Data Field',
						name: 'binaryPropertyName',
						type: 'string',
						default: '',
						placeholder: 'e.g. data',
						description: 'Name of the input field containing a picture for this choice',
					},
					{
						displayName: 'Picture: Media Resource',
						name: 'image',
						type: 'string',
						kind: 'key',
						default: '',
						description: 'A picture for this choice that was uploaded before, as Media: Upload returns it',
					},
				],
			},
		],
	},
] as const satisfies Parameter[];

const options = [
	{
		displayName: 'Expires After (Hours)',
		name: 'expiryInHours',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 720,
		description: 'How many whole hours from now it can be answered',
	},
] as const satisfies Parameter[];

const fields = [...properties, optionsField(options)] as const satisfies Parameter[];

export const poll: Kind = {
	name: 'Poll',
	properties: [...properties],
	options: [...options],
	async content(context, itemIndex) {
		const parameter = itemParameters(context, itemIndex, fields);
		const question = parameter('question');
		const drafts = [];
		for (const [index, { title, binaryPropertyName: field, image }] of (parameter('choices').choice ?? []).entries()) {
			assertOnePicture(context, `Choice ${index + 1}`, [field, image], itemIndex);
			const file = field.trim() === '' ? undefined : await mediaFile(context, field.trim(), itemIndex, 'Image');
			drafts.push({ title: title.trim(), image, file });
		}
		if (drafts.length === 0) {
			throw inputError(context, 'There is no choice', { itemIndex, description: 'Add at least one under "Choices".' });
		}
		const choices: IDataObject[] = [];
		for (const { title, image, file } of drafts) {
			choices.push(setOnly({ title, image: file === undefined ? image : await upload(context, [file], itemIndex) }));
		}
		return { actionType: 'Poll', actionBody: { question, choices, ...parameter('options') } };
	},
};
