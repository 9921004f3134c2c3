import { group } from '../fields';
import { getById } from '../reads';
import { NOUN } from './noun';

export const get = getById(NOUN, group('The ACD group to read'), '/acd/groups/group');
