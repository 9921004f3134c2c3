import { serviceNumber } from '../fields';
import { SERVICE_NUMBER } from '../nouns';
import { getById } from '../readOperations';

export const get = getById(SERVICE_NUMBER, serviceNumber, '/serviceNumbers/serviceNumber');
