import type { Values } from '../types';

/** Country codes of the seed, and those of the largest countries; others are taken to have two digits. */
const COUNTRY_CODES = ['1', '7', '33', '44', '48', '49', '351', '353', '358', '420'];

/** The number without its country code, as HubSpot keeps it for searches. */
function nationalNumber(written: string): string {
	const digits = written.replace(/\D/g, '');
	if (!/^\s*(?:\+|00)/.test(written)) return digits.replace(/^0+/, '');
	const full = digits.replace(/^00/, '');
	const code = COUNTRY_CODES.find((candidate) => full.startsWith(candidate)) ?? full.slice(0, 2);
	return full.slice(code.length);
}

/** What HubSpot calculates from a contact's numbers whenever they are written. */
export function contactEffects(change: Values): Values {
	return {
		...(change.phone === undefined ? {} : { hs_searchable_calculated_phone_number: nationalNumber(change.phone) }),
		...(change.mobilephone === undefined
			? {}
			: { hs_searchable_calculated_mobile_number: nationalNumber(change.mobilephone) }),
	};
}
