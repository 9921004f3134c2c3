import { deleteActivity } from '../activityOperations';
import { noteField, readNoteId } from './note';

export const remove = deleteActivity({
	kind: 'notes',
	name: 'Delete',
	action: 'Delete a note (cannot be undone)',
	description:
		'Delete a note; this node cannot bring it back. Files that are attached to it stay in HubSpot. Many items are deleted in batches of 100.',
	properties: [noteField],
	id: readNoteId,
});
