import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError, valueError } from '../../../shared/errors';
import { itemParameters } from '../../../shared/parameters/reader';
import { isNothing, Problem, toBoolean, toChoice, toList, toText } from '../../../shared/parameters/values';
import { isRecord } from '../../../shared/isRecord';
import type { Parameter } from '../../../shared/parameters/types';

/** The types of questions; the first two need options to choose from. */
const TYPES = [
	{ name: 'Attachments', value: 'AttachmentList' },
	{ name: 'Date', value: 'Date' },
	{ name: 'Date and Time', value: 'DateTime' },
	{ name: 'Location', value: 'Location' },
	{ name: 'Multiple Choice', value: 'MultiOption' },
	{ name: 'Number', value: 'Numeric' },
	{ name: 'Picture', value: 'Image' },
	{ name: 'Single Choice', value: 'SingleOption' },
	{ name: 'Text', value: 'Text' },
] as const;

const CHOICES = ['MultiOption', 'SingleOption'];

/** The questions of a survey: as rows, or as JSON for whoever has them together already. */
export const questionFields = [
	{
		displayName: 'Specify Questions',
		name: 'questionsMode',
		type: 'options',
		options: [
			{ name: 'Define Below', value: 'rows', description: 'One row per question' },
			{ name: 'Using JSON', value: 'json', description: 'All questions in one value' },
		],
		default: 'rows',
		description: 'How to enter what is asked',
	},
	{
		displayName: 'Questions',
		name: 'questions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Question',
		default: {},
		displayOptions: { show: { questionsMode: ['rows'] } },
		description: 'What is asked, in this order',
		options: [
			{
				displayName: 'Question',
				name: 'question',
				values: [
					{
						displayName: 'Title',
						name: 'title',
						type: 'string',
						default: '',
						required: true,
						placeholder: 'Was the ticket solved?',
					},
					{ displayName: 'Type', name: 'type', type: 'options', options: [...TYPES], default: 'Text' },
					{
						displayName: 'Choices',
						name: 'choices',
						type: 'string',
						kind: 'lines',
						typeOptions: { rows: 3 },
						default: '',
						placeholder: 'Yes\nNo',
						displayOptions: { show: { type: [...CHOICES] } },
						description: 'What can be chosen, one choice per line',
					},
					{
						displayName: 'Invisible',
						name: 'isInvisible',
						type: 'boolean',
						default: false,
						description: 'Whether to hide the question from the people who answer',
					},
				],
			},
		],
	},
	{
		displayName: 'Questions (JSON)',
		name: 'questionsJson',
		type: 'json',
		default: '[\n  { "title": "Solved?", "type": "SingleOption", "options": ["Yes", "No"] }\n]',
		displayOptions: { show: { questionsMode: ['json'] } },
		description: 'A list of objects with the keys title, type and options',
	},
] as const satisfies Parameter[];

interface Draft {
	title: string;
	/** A value of `TYPES`. */
	type: string;
	choices: string[];
	isInvisible: boolean;
}

function checked(context: IExecuteFunctions, drafts: Draft[], itemIndex: number): IDataObject[] {
	return drafts.map(({ title, type, choices, isInvisible }, index) => {
		const refuse = (problem: string, description?: string) =>
			valueError(context, `Question ${index + 1} ${problem}`, { itemIndex, description });
		if (title.trim() === '') throw refuse('has no title', 'Each entry of "Questions" or "Questions (JSON)" needs one.');
		const asksToChoose = CHOICES.includes(type);
		if (asksToChoose && choices.length === 0) {
			throw refuse('has nothing to choose from', 'A question of this type needs at least one choice.');
		}
		if (!asksToChoose && choices.length > 0) {
			throw refuse('must not have choices', `Only questions of the types ${CHOICES.join(' and ')} have choices.`);
		}
		return {
			title: title.trim(),
			type,
			...(isInvisible ? { isInvisible } : {}),
			...(asksToChoose ? { options: choices.map((choice) => ({ title: choice })) } : {}),
		};
	});
}

/** Options as Kaizala writes them, `{ title }`, or as plain texts. */
function titlesOf(options: unknown): string[] | Problem {
	if (isNothing(options)) return [];
	if (!Array.isArray(options)) return new Problem('is not a list', 'Write ["Yes", "No"].');
	return toList(options.map((option: unknown) => (isRecord(option) ? option.title : option)));
}

/** One entry of the JSON. What is not understood for certain is refused. */
function draftOf(context: IExecuteFunctions, entry: unknown, index: number, itemIndex: number): Draft {
	const { title, type, options, isInvisible } = isRecord(entry) ? entry : {};
	const read = <T>(field: string, value: T | Problem): T => {
		if (!(value instanceof Problem)) return value;
		const { problem, advice: description } = value;
		const message = `Question ${index + 1} cannot be read: its field "${field}" ${problem}`;
		throw valueError(context, message, { itemIndex, description });
	};
	return {
		title: read('title', toText(title)),
		type: read('type', toChoice(type ?? 'Text', TYPES)).value,
		choices: read('options', titlesOf(options)),
		isInvisible: read('isInvisible', toBoolean(isInvisible ?? false)),
	};
}

/** @throws NodeOperationError that names the question that cannot be asked. */
export function questionsOfJson(context: IExecuteFunctions, json: unknown, itemIndex: number): IDataObject[] {
	if (!Array.isArray(json)) {
		throw valueError(context, 'Questions (JSON) must be a list of objects', { itemIndex });
	}
	const drafts = json.map((entry: unknown, index) => draftOf(context, entry, index, itemIndex));
	return checked(context, drafts, itemIndex);
}

/** What `questionFields` hold for one item. At least one question. */
export function surveyQuestions(context: IExecuteFunctions, itemIndex: number): IDataObject[] {
	const parameter = itemParameters(context, itemIndex, questionFields);
	const rows = () =>
		(parameter('questions').question ?? []).map(({ title, type, choices, isInvisible }): Draft => {
			// What was typed before the type was changed is not shown any more.
			return { title, type, isInvisible, choices: CHOICES.includes(type) ? choices : [] };
		});
	const questions =
		parameter('questionsMode') === 'json'
			? questionsOfJson(context, parameter('questionsJson') ?? [], itemIndex)
			: checked(context, rows(), itemIndex);
	if (questions.length === 0) {
		throw inputError(context, 'There is no question', {
			itemIndex,
			description: 'Add at least one under "Questions" or "Questions (JSON)".',
		});
	}
	return questions;
}
