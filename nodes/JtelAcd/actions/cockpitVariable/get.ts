import { cockpitVariable } from '../../parameters/fields';
import { COCKPIT_VARIABLE, getById } from '../readOperations';

export const get = getById(COCKPIT_VARIABLE, cockpitVariable, '/cockpitVariables/cockpitVariable');
