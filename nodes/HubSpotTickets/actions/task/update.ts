import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { itemParameters } from '../../../shared/parameters/reader';
import { cannotBeCleared, nothingToUpdate } from '../updateErrors';
import { changeTasks } from './change';
import { dueDateField, STATUS, taskField, taskOption, taskProperties, titleField } from './task';

const properties = [
	taskField,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Only the fields that are added here are changed. An empty value clears the field.',
		options: [
			dueDateField,
			taskOption.notes,
			{ ...taskOption.format, description: 'The format of the notes. Has no effect without notes.' },
			taskOption.owner,
			taskOption.priority,
			taskOption.reminder,
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: [...STATUS],
				default: 'COMPLETED',
				description: 'The status of the task',
			},
			titleField,
			taskOption.type,
		],
	},
] as const satisfies INodeProperties[];

async function change(context: IExecuteFunctions, itemIndex: number): Promise<IDataObject> {
	const fields = itemParameters(context, itemIndex, properties)('updateFields');
	const values = await taskProperties(context, fields, itemIndex);
	const empty = values.hs_timestamp === '' ? 'Due Date' : values.hs_task_subject === '' ? 'Title' : undefined;
	if (empty !== undefined) throw cannotBeCleared(context, empty, 'task', itemIndex);
	if (Object.keys(values).length > 0) return values;
	throw nothingToUpdate(context, itemIndex);
}

export const update = changeTasks({
	name: 'Update',
	action: 'Update a task',
	description: 'Change a task; many items are changed in batches of 100',
	properties: [...properties],
	change,
});
