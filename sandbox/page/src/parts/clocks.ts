import type { Json } from '../../../core/types';

const ZONES = { jtel: 'Europe/Berlin', thulium: 'Europe/Warsaw' } as const;

/** jtel's and Thulium's timestamps name no zone: they are the wall clock of these. */
export function zoneOf(service: keyof typeof ZONES, switches: Record<string, Json> | undefined): string {
	const zone = switches?.zone;
	return typeof zone === 'string' ? zone : ZONES[service];
}
