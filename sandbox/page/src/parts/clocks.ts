import type { Switches } from '../api';

/** jtel's and Thulium's timestamps name no zone: they are the wall clock of these. */
export function zoneOf(service: 'jtel' | 'thulium', switches: Partial<Switches> | undefined): string {
	const zone = switches?.[service]?.zone;
	if (typeof zone === 'string') return zone;
	return service === 'jtel' ? 'Europe/Berlin' : 'Europe/Warsaw';
}
