import { getActivity } from '../activityOperations';
import { noteField, readNoteId } from './note';

export const get = getActivity({
	kind: 'notes',
	name: 'Get',
	action: 'Get a note',
	description: 'Get a note by its ID; many items are read in batches of 100',
	properties: [noteField],
	id: readNoteId,
});
