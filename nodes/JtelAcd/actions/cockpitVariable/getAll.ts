import { COCKPIT_VARIABLE, getMany } from '../readOperations';

export const getAll = getMany(
	COCKPIT_VARIABLE,
	'/cockpitVariables',
	['Name', 'Description'],
	'the name or description',
);
