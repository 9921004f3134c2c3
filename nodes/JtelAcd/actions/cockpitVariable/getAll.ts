import { COCKPIT_VARIABLE } from '../nouns';
import { getMany } from '../reads';

export const getAll = getMany(
	COCKPIT_VARIABLE,
	'/cockpitVariables',
	['Name', 'Description'],
	'the name or description',
);
