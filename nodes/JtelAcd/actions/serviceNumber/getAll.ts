import { getMany } from '../reads';
import { NOUN } from './noun';

export const getAll = getMany(NOUN, '/serviceNumbers', ['Name', 'Name2'], 'the number or its name');
