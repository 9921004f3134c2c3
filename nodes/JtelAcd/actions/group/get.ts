import { group } from '../../parameters/fields';
import { getById, GROUP } from '../readOperations';

export const get = getById(GROUP, group('The ACD group to read'), '/acd/groups/group');
