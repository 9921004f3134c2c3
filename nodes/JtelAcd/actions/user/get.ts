import { user } from '../../parameters/fields';
import { getById, USER } from '../readOperations';

export const get = getById(USER, user('The user to get, for example an agent', true), '/users/user');
