import { getMany } from '../reads';
import { NOUN } from './noun';

export const getAll = getMany(NOUN, '/users', ['UID', 'Name', 'FirstName'], 'the login name, name or first name');
