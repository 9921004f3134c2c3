import { getMany } from '../reads';
import { NOUN } from './noun';

export const getAll = getMany(NOUN, '/cockpitVariables', ['Name', 'Description'], 'the name or description');
