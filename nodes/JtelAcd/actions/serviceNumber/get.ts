import { serviceNumber } from '../../parameters/fields';
import { getById, SERVICE_NUMBER } from '../readOperations';

export const get = getById(SERVICE_NUMBER, serviceNumber, '/serviceNumbers/serviceNumber');
