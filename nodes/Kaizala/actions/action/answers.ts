import type { GenericValue, IExecuteFunctions } from 'n8n-workflow';

import { inputError, valueError } from '../../../shared/errors';
import type { InputFile } from '../../../shared/http/multipart';
import { readInstant } from '../../../shared/parameters/dateFields';
import { itemParameters } from '../../../shared/parameters/reader';
import { Problem, quote, toList, toNumber, toText } from '../../../shared/parameters/values';
import type { Parameter } from '../../../shared/parameters/types';
import { mediaFile, upload } from '../media/media';

const FILES = ['AttachmentList', 'Image'];

/** Answers to the questions of a survey or card, in the order of the questions. */
export const answerFields = [
	{
		displayName: 'Specify Answers',
		name: 'answersMode',
		type: 'options',
		options: [
			{ name: 'Define Below', value: 'rows', description: 'One row per question' },
			{ name: 'Using JSON', value: 'json', description: 'All answers in one value' },
		],
		default: 'rows',
		description: 'How to enter the answers',
	},
	{
		displayName: 'Answers',
		name: 'answers',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Answer',
		default: {},
		displayOptions: { show: { answersMode: ['rows'] } },
		description: 'One answer per question, in the order of the questions',
		options: [
			{
				displayName: 'Answer',
				name: 'answer',
				values: [
					{
						displayName: 'Question Type',
						name: 'type',
						type: 'options',
						options: [
							{ name: 'Attachments', value: 'AttachmentList' },
							{ name: 'Date and Time', value: 'DateTime' },
							{ name: 'Location', value: 'Location' },
							{ name: 'Multiple Choice', value: 'MultiOption' },
							{ name: 'Number', value: 'Numeric' },
							{ name: 'Picture', value: 'Image' },
							{ name: 'Single Choice', value: 'SingleOption' },
							{ name: 'Text', value: 'Text' },
						],
						default: 'Text',
					},
					{
						displayName: 'Answer',
						name: 'value',
						type: 'string',
						kind: 'textOrList',
						default: '',
						displayOptions: { hide: { type: ['MultiOption'] } },
						description:
							'For a location: latitude, longitude and name, separated by commas. For pictures and attachments: media resources, separated by commas.',
					},
					{
						displayName: 'Choices',
						name: 'choices',
						type: 'string',
						kind: 'lines',
						typeOptions: { rows: 3 },
						default: '',
						displayOptions: { show: { type: ['MultiOption'] } },
						description: 'The titles that are chosen, one per line',
					},
					{
						displayName: 'Input Data Field Names',
						name: 'binaryPropertyNames',
						type: 'string',
						kind: 'list',
						default: '',
						placeholder: 'e.g. data',
						displayOptions: { show: { type: ['AttachmentList', 'Image'] } },
						description: 'Files to upload for this answer: names of input fields, separated by commas',
					},
				],
			},
		],
	},
	{
		displayName: 'Answers (JSON)',
		name: 'answersJson',
		type: 'json',
		default: '["Yes"]',
		displayOptions: { show: { answersMode: ['json'] } },
		description:
			'A list with one value per question: text, a list of texts for multiple choice and attachments, a number for numbers and dates (seconds since 1970), {"lt": 52.5, "lg": 13.4, "n": "Office"} for locations',
	},
] as const satisfies Parameter[];

interface Row {
	type: string;
	value: string | string[] | undefined;
	choices: string[];
	binaryPropertyNames: string[];
}

/** A number of degrees; undefined for anything else. */
function degree(text: string, most: number): number | undefined {
	const value = toNumber(text);
	return value instanceof Problem || Math.abs(value) > most ? undefined : value;
}

function checkedValue<T>(context: IExecuteFunctions, label: string, value: T | Problem, itemIndex: number): T {
	if (!(value instanceof Problem)) return value;
	throw valueError(context, `The field "${label}" ${value.problem}`, { itemIndex, description: value.advice });
}

/** The value of one row that needs no file. */
function plainAnswer(context: IExecuteFunctions, row: Row, index: number, itemIndex: number): unknown {
	const label = `Answers > Answer ${index + 1}`;
	const { type } = row;
	if (type === 'MultiOption') return row.choices;
	const value = checkedValue(context, label, toText(row.value), itemIndex);
	if (type === 'Location') {
		const [first = '', second = '', ...name] = value.split(',').map((part) => part.trim());
		const [lt, lg] = [degree(first, 90), degree(second, 180)];
		// "52,5, 13,4, Desk" is written with commas before the decimals: it would be another place.
		const isClear = toNumber(name[0]) instanceof Problem;
		if (lt !== undefined && lg !== undefined && isClear) return { lt, lg, n: name.join(', ') };
		throw valueError(context, `The field "${label}" must be a location, but it is ${quote(value)}`, {
			itemIndex,
			description: 'Enter latitude, longitude and name, for example 52.5, 13.4, Front desk.',
		});
	}
	// The one sample is in seconds, although events have milliseconds.
	if (type === 'DateTime') return Math.floor(readInstant(context, label, value, itemIndex) / 1000);
	if (type !== 'Numeric') return value;
	return checkedValue(context, label, toNumber(value), itemIndex);
}

interface Draft {
	type: string;
	answer: unknown;
	/** Media resources of earlier uploads. */
	resources: string[];
	files: InputFile[];
}

/** Checks a row; its files are only looked at. */
async function draftOf(context: IExecuteFunctions, row: Row, index: number, itemIndex: number): Promise<Draft> {
	const { type } = row;
	if (!FILES.includes(type)) {
		return { type, answer: plainAnswer(context, row, index, itemIndex), resources: [], files: [] };
	}
	const files = [];
	for (const field of row.binaryPropertyNames) {
		files.push(await mediaFile(context, field, itemIndex, type === 'Image' ? 'Image' : undefined));
	}
	const resources = checkedValue(context, `Answers > Answer ${index + 1}`, toList(row.value), itemIndex);
	if (type === 'Image' && files.length + resources.length !== 1) {
		throw inputError(context, `The field "Answers > Answer ${index + 1}" needs exactly one picture`, { itemIndex });
	}
	return { type, answer: undefined, resources, files };
}

async function answerOf(context: IExecuteFunctions, draft: Draft, itemIndex: number): Promise<unknown> {
	const { type, answer, resources, files } = draft;
	if (!FILES.includes(type)) return answer;
	const all = [...resources];
	for (const file of files) all.push(await upload(context, [file], itemIndex));
	return type === 'Image' ? all[0] : all;
}

/** What `answerFields` hold for one item. All rows are checked before a file is uploaded. */
export async function readAnswers(context: IExecuteFunctions, itemIndex: number): Promise<GenericValue[]> {
	const parameter = itemParameters(context, itemIndex, answerFields);
	if (parameter('answersMode') === 'json') {
		const answers = parameter('answersJson');
		if (Array.isArray(answers)) return answers;
		throw valueError(context, 'Answers (JSON) must be a list with one value per question', { itemIndex });
	}
	const drafts: Draft[] = [];
	for (const [index, row] of (parameter('answers').answer ?? []).entries()) {
		drafts.push(await draftOf(context, row, index, itemIndex));
	}
	const answers: unknown[] = [];
	for (const draft of drafts) answers.push(await answerOf(context, draft, itemIndex));
	return JSON.parse(JSON.stringify(answers));
}
