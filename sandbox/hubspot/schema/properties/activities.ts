import type { PropertyDefinition } from '../../types';
import { options, property, readOnly } from './build';

/** The properties of what can be put on the time line of a record, besides notes. */

function activity(groupName: string, own: PropertyDefinition[]): PropertyDefinition[] {
	const group = { groupName };
	return [
		property('hs_timestamp', 'Activity date', 'datetime', 'date', group),
		...own.map((definition) => ({ ...definition, groupName })),
		property('hubspot_owner_id', 'Activity assigned to', 'enumeration', 'select', {
			...group,
			externalOptions: true,
			referencedObjectType: 'OWNER',
		}),
		readOnly('hs_createdate', 'Create date', 'datetime', group),
		readOnly('hs_lastmodifieddate', 'Last modified date', 'datetime', group),
		readOnly('hs_object_id', 'Record ID', 'number', group),
		readOnly('hs_object_source', 'Record source detail', 'string', { ...group, hidden: true }),
		readOnly('hs_object_source_label', 'Record source', 'enumeration', {
			...group,
			options: options(['INTEGRATION', 'Integration'], ['CRM_UI', 'CRM UI']),
		}),
	];
}

export const TASK_DEFINITIONS: readonly PropertyDefinition[] = activity('task', [
	property('hs_task_subject', 'Task title', 'string', 'text'),
	property('hs_task_body', 'Task notes', 'string', 'html'),
	property('hs_task_status', 'Task status', 'enumeration', 'radio', {
		options: options(
			['NOT_STARTED', 'Not started'],
			['COMPLETED', 'Completed'],
			['IN_PROGRESS', 'In progress'],
			['WAITING', 'Waiting'],
			['DEFERRED', 'Deferred'],
		),
	}),
	property('hs_task_priority', 'Priority', 'enumeration', 'radio', {
		options: options(['NONE', 'None'], ['LOW', 'Low'], ['MEDIUM', 'Medium'], ['HIGH', 'High']),
	}),
	property('hs_task_type', 'Task type', 'enumeration', 'radio', {
		options: options(['TODO', 'To-do'], ['CALL', 'Call'], ['EMAIL', 'Email']),
	}),
	property('hs_task_reminders', 'Reminders', 'string', 'text'),
	readOnly('hs_task_completion_date', 'Completed at', 'datetime'),
	readOnly('hs_task_is_completed', 'Is completed', 'number', { calculated: true }),
]);

export const CALL_DEFINITIONS: readonly PropertyDefinition[] = activity('call', [
	property('hs_call_title', 'Call title', 'string', 'text'),
	property('hs_call_body', 'Call notes', 'string', 'html'),
	property('hs_call_direction', 'Call direction', 'enumeration', 'select', {
		options: options(['INBOUND', 'Inbound'], ['OUTBOUND', 'Outbound']),
	}),
	property('hs_call_duration', 'Call duration', 'number', 'number'),
	property('hs_call_from_number', 'From number', 'string', 'text'),
	property('hs_call_to_number', 'To number', 'string', 'text'),
	property('hs_call_status', 'Call status', 'enumeration', 'select', {
		options: options(['COMPLETED', 'Completed'], ['NO_ANSWER', 'No answer'], ['BUSY', 'Busy']),
	}),
]);

export const MEETING_DEFINITIONS: readonly PropertyDefinition[] = activity('meeting', [
	property('hs_meeting_title', 'Meeting name', 'string', 'text'),
	property('hs_meeting_body', 'Meeting description', 'string', 'html'),
	property('hs_meeting_start_time', 'Meeting start time', 'datetime', 'date'),
	property('hs_meeting_end_time', 'Meeting end time', 'datetime', 'date'),
	property('hs_meeting_location', 'Meeting location', 'string', 'text'),
	property('hs_meeting_outcome', 'Meeting outcome', 'enumeration', 'select', {
		options: options(['SCHEDULED', 'Scheduled'], ['COMPLETED', 'Completed'], ['CANCELED', 'Canceled']),
	}),
]);
