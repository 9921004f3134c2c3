import { getMany } from '../reads';
import { NOUN } from './noun';

export const getAll = getMany(NOUN, '/acd/groups', ['Name'], 'the name');
