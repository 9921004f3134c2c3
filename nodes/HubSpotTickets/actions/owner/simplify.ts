import { keepFields } from '../../../shared/operations/keepFields';

/** Who it is: the ID that tickets name, and the one that conversations name. */
export const simplifyOwner = keepFields([
	'id',
	'email',
	'firstName',
	'lastName',
	'type',
	'userId',
	'teams',
	'archived',
]);
