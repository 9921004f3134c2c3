import { createThulium } from '../../sandbox/thulium';
import { thuliumBases, thuliumPollingBases, thuliumWebhookBases } from './bases/thulium';
import { fuzz } from './lib/fuzz';

fuzz({ type: 'thulium', service: createThulium, bases: thuliumBases });
fuzz({ type: 'thuliumTrigger', service: createThulium, bases: thuliumWebhookBases });
fuzz({ type: 'thuliumPollingTrigger', service: createThulium, bases: thuliumPollingBases });
