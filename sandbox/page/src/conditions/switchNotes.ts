import readme from '../../../README.md?raw';
import type { ServiceName } from '../../../core/types';
import { SERVICE_NAMES } from '../../../core/types';
import { notesIn } from './readme';

const HEADINGS: Record<ServiceName, string> = {
	hubspot: 'HubSpot',
	kaizala: 'Kaizala',
	teams: 'Teams',
	jtel: 'jtel',
	thulium: 'Thulium',
};

/** What each switch stands for, as the sandbox's own README says it. */
export const SWITCH_NOTES = new Map(SERVICE_NAMES.map((name) => [name, notesIn(readme, HEADINGS[name])]));
