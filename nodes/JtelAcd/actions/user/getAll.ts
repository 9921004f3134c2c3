import { getMany, USER } from '../readOperations';

export const getAll = getMany(USER, '/users', ['UID', 'Name', 'FirstName'], 'the login name, name or first name');
