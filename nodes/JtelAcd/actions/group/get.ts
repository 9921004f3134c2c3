import { group } from '../fields';
import { GROUP } from '../nouns';
import { getById } from '../readOperations';

export const get = getById(GROUP, group('The ACD group to read'), '/acd/groups/group');
