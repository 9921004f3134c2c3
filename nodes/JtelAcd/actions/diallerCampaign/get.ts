import { campaign } from '../../parameters/fields';
import { DIALLER_CAMPAIGN, getById } from '../readOperations';

export const get = getById(DIALLER_CAMPAIGN, campaign('The campaign to get', true), '/dialler/campaigns');
