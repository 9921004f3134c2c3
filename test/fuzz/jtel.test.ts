import { createJtel } from '../../sandbox/jtel';
import { jtelBases, jtelCallbackBases, jtelTriggerBases } from './bases/jtel';
import { fuzz } from './lib/fuzz';

fuzz({ type: 'jtelAcd', service: createJtel, bases: jtelBases });
fuzz({ type: 'jtelAcdTrigger', service: createJtel, bases: jtelTriggerBases });
fuzz({ type: 'jtelAcdCallbackTrigger', service: createJtel, bases: jtelCallbackBases });
