import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readInstant } from '../../../shared/parameters/dateFields';
import { itemParameters } from '../../../shared/parameters/reader';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { readId } from '../../crm/recordId';
import { commonFields, fieldProperties } from '../../crm/ticketFields';
import { formatField, noteHtml } from '../note/note';

/** Tasks of tickets: what somebody has to do, and by when. */

const [, owner] = commonFields;

export const taskField = resourceLocator({
	displayName: 'Task',
	name: 'taskId',
	description: 'The task, chosen from the newest ones or by its ID',
	searchListMethod: 'searchTasks',
	lookUp: 'task',
	required: true,
	placeholder: '67020510001',
	urlPlaceholder: 'https://app.hubspot.com/contacts/62515/record/0-5/1246965?engagement=67020510001',
});

const taskFields = [taskField] as const satisfies INodeProperties[];

export function readTaskId(context: IExecuteFunctions, itemIndex: number): string {
	const given = itemParameters(context, itemIndex, taskFields)('taskId');
	return readId(context, { field: 'Task', kind: 'tasks' }, given, itemIndex);
}

export const STATUS = [
	{ name: 'Completed', value: 'COMPLETED' },
	{ name: 'Deferred', value: 'DEFERRED' },
	{ name: 'In Progress', value: 'IN_PROGRESS' },
	{ name: 'Not Started', value: 'NOT_STARTED' },
	{ name: 'Waiting', value: 'WAITING' },
] as const;

export const dueDateField = {
	displayName: 'Due Date',
	name: 'dueDate',
	type: 'dateTime',
	default: '',
	description: 'By when the task has to be done',
} as const satisfies INodeProperties;

export const titleField = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: '',
	description: 'What has to be done, in a few words',
} as const satisfies INodeProperties;

/** Fields that Create and Update have in common. */
export const taskOptions = [
	{
		displayName: 'Notes',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		description: 'Further details of the task',
	},
	{ ...formatField, displayName: 'Notes Format', description: 'The format of the notes' },
	{ ...owner, description: 'Who has to do it. An expression may also yield a name or an email address.' },
	{
		displayName: 'Priority',
		name: 'priority',
		type: 'options',
		options: [
			{ name: 'High', value: 'HIGH' },
			{ name: 'Low', value: 'LOW' },
			{ name: 'Medium', value: 'MEDIUM' },
			{ name: 'None', value: 'NONE' },
		],
		default: 'NONE',
		description: 'How important the task is',
	},
	{
		displayName: 'Reminder',
		name: 'reminder',
		type: 'dateTime',
		default: '',
		description: 'When HubSpot reminds the owner',
	},
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Call', value: 'CALL' },
			{ name: 'Email', value: 'EMAIL' },
			{ name: 'To-Do', value: 'TODO' },
		],
		default: 'TODO',
		description: 'What kind of task it is',
	},
] as const satisfies INodeProperties[];

const [notes, format, ownerField, priority, reminder, type] = taskOptions;
export const taskOption = { notes, format, owner: ownerField, priority, reminder, type };

export interface TaskValues {
	title?: string;
	dueDate?: string;
	body?: string;
	bodyFormat?: 'html' | 'text';
	ownerId?: string;
	priority?: string;
	reminder?: string;
	status?: string;
	type?: string;
}

/** The properties behind the fields that are given; an empty one clears. */
export async function taskProperties(
	context: IExecuteFunctions,
	{ title, dueDate, body, bodyFormat, ownerId, priority: urgency, reminder: remindAt, status, type: kind }: TaskValues,
	itemIndex: number,
): Promise<IDataObject> {
	const instant = (field: string, value: string): number | undefined =>
		value.trim() === '' ? undefined : readInstant(context, field, value, itemIndex);
	const due = dueDate === undefined ? undefined : instant('Due Date', dueDate);
	const values = {
		hs_task_subject: title,
		hs_timestamp: dueDate === undefined ? undefined : due === undefined ? '' : new Date(due).toISOString(),
		hs_task_body: body === undefined ? undefined : noteHtml(context, 'Notes', { body, bodyFormat }, itemIndex),
		hs_task_priority: urgency,
		hs_task_status: status,
		hs_task_type: kind,
		// HubSpot takes nothing but milliseconds here.
		hs_task_reminders: remindAt === undefined ? undefined : String(instant('Reminder', remindAt) ?? ''),
		...fieldProperties({ ownerId }),
	};
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
