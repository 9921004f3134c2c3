import { getMany } from '../reads';
import { NOUN } from './noun';

export const getAll = getMany(NOUN, '/dialler/campaigns', ['Name'], 'the name');
