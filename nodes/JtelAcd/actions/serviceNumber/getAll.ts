import { getMany, SERVICE_NUMBER } from '../readOperations';

export const getAll = getMany(SERVICE_NUMBER, '/serviceNumbers', ['Name', 'Name2'], 'the number or its name');
