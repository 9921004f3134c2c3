import { getMany, GROUP } from '../readOperations';

export const getAll = getMany(GROUP, '/acd/groups', ['Name'], 'the name');
