import { DIALLER_CAMPAIGN } from '../nouns';
import { getMany } from '../reads';

export const getAll = getMany(DIALLER_CAMPAIGN, '/dialler/campaigns', ['Name'], 'the name');
