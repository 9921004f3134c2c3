import { GROUP } from '../nouns';
import { getMany } from '../reads';

export const getAll = getMany(GROUP, '/acd/groups', ['Name'], 'the name');
