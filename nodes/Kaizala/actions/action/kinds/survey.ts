import { itemParameters } from '../../../../shared/parameters/reader';
import type { Parameter } from '../../../../shared/parameters/types';
import { mediaFile, upload } from '../../media/media';
import { setOnly } from '../../../parameters/optional';
import { questionFields, surveyQuestions } from '../questions';
import type { Kind } from './kind';
import {
	anonymousField,
	assertOnePicture,
	dueField,
	optionsField,
	senderOnlyField,
	severalField,
	titleField,
} from './kind';

const properties = [titleField, ...questionFields] as const satisfies Parameter[];

const options = [
	severalField,
	anonymousField,
	{
		displayName: 'Cover: Input Data Field',
		name: 'coverBinaryPropertyName',
		type: 'string',
		default: '',
		placeholder: 'e.g. data',
		description: 'Name of the input field containing the picture above the survey',
	},
	{
		displayName: 'Cover: Media Resource',
		name: 'coverImage',
		type: 'string',
		kind: 'key',
		default: '',
		description: 'The picture above the survey, as Media: Upload returns it',
	},
	{ displayName: 'Description', name: 'description', type: 'string', default: '' },
	dueField,
	senderOnlyField,
	{
		displayName: 'Visible To',
		name: 'visibility',
		type: 'options',
		options: [
			{ name: 'Admins', value: '2' },
			{ name: 'Everyone', value: '0' },
			{ name: 'Members and Subscribers', value: '3' },
			{ name: 'Sender', value: '1' },
		],
		default: '0',
		description: 'Who sees the responses (not in Microsoft’s documentation)',
	},
] as const satisfies Parameter[];

const fields = [...properties, optionsField(options)] as const satisfies Parameter[];

export const survey: Kind = {
	name: 'Survey',
	properties: [...properties],
	options: [...options],
	async content(context, itemIndex) {
		const parameter = itemParameters(context, itemIndex, fields);
		const { coverBinaryPropertyName: field = '', coverImage = '', ...rest } = parameter('options');
		assertOnePicture(context, 'The cover', [field, coverImage], itemIndex);
		const title = parameter('title');
		const questions = surveyQuestions(context, itemIndex);
		const file = field.trim() === '' ? undefined : await mediaFile(context, field.trim(), itemIndex, 'Image');
		const cover = file === undefined ? coverImage : await upload(context, [file], itemIndex);
		return { actionType: 'Survey', actionBody: { title, questions, ...setOnly({ coverImage: cover, ...rest }) } };
	},
};
