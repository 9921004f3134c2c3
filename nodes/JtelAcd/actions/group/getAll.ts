import { GROUP } from '../nouns';
import { getMany } from '../readOperations';

export const getAll = getMany(GROUP, '/acd/groups', ['Name'], 'the name');
