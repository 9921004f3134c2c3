import { DIALLER_CAMPAIGN, getMany } from '../readOperations';

export const getAll = getMany(DIALLER_CAMPAIGN, '/dialler/campaigns', ['Name'], 'the name');
