import { cockpitVariable } from '../fields';
import { getById } from '../reads';
import { NOUN } from './noun';

export const get = getById(NOUN, cockpitVariable, '/cockpitVariables/cockpitVariable');
