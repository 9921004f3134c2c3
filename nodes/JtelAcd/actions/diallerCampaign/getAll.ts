import { DIALLER_CAMPAIGN } from '../nouns';
import { getMany } from '../readOperations';

export const getAll = getMany(DIALLER_CAMPAIGN, '/dialler/campaigns', ['Name'], 'the name');
