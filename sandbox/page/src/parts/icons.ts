import type { ServiceName } from '../../../core/types';
import hubspotDark from '../../../../icons/hubSpotTickets.dark.svg';
import hubspot from '../../../../icons/hubSpotTickets.svg';
import jtelDark from '../../../../icons/jtelAcd.dark.svg';
import jtel from '../../../../icons/jtelAcd.svg';
import kaizalaDark from '../../../../icons/kaizala.dark.svg';
import kaizala from '../../../../icons/kaizala.svg';
import teamsDark from '../teams/teams.dark.svg';
import teams from '../teams/teams.svg';
import thuliumDark from '../../../../icons/thulium.dark.svg';
import thulium from '../../../../icons/thulium.svg';

export const NAMES: Record<ServiceName, string> = {
	hubspot: 'HubSpot',
	kaizala: 'Kaizala',
	teams: 'Teams',
	jtel: 'jtel ACD',
	thulium: 'Thulium',
};

/** The project's own icons, the same as in the n8n editor. */
export const ICONS: Record<ServiceName, { light: string; dark: string }> = {
	hubspot: { light: hubspot, dark: hubspotDark },
	kaizala: { light: kaizala, dark: kaizalaDark },
	teams: { light: teams, dark: teamsDark },
	jtel: { light: jtel, dark: jtelDark },
	thulium: { light: thulium, dark: thuliumDark },
};
