import { createHubSpot } from '../../sandbox/hubspot';
import { hubSpotBases, hubSpotPollingBases, hubSpotWebhookBases } from './bases/hubSpot';
import { fuzz } from './lib/fuzz';

fuzz({ type: 'hubSpotTickets', service: createHubSpot, bases: hubSpotBases });
fuzz({ type: 'hubSpotTicketsTrigger', service: createHubSpot, bases: hubSpotPollingBases });
fuzz({ type: 'hubSpotTicketsWebhookTrigger', service: createHubSpot, bases: hubSpotWebhookBases });
