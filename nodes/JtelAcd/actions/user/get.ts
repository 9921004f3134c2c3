import { user } from '../../parameters/fields';
import { getById, USER } from '../readOperations';

export const get = getById(USER, user('The user to read, an agent for example', true), '/users/user');
