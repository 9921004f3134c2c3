/** The invented account. An EU account, so that a client cannot hard-code `app.hubspot.com`. */
export const PORTAL_ID = 24816357;
export const UI_DOMAIN = 'app-eu1.hubspot.com';
/** The daily quota ends at midnight of this zone. */
export const UTC_OFFSET_MS = 3_600_000;

export const ACCOUNT_DETAILS = {
	portalId: PORTAL_ID,
	accountType: 'DEVELOPER_TEST',
	timeZone: 'Europe/Warsaw',
	companyCurrency: 'EUR',
	additionalCurrencies: ['PLN'],
	utcOffset: '+01:00',
	utcOffsetMilliseconds: UTC_OFFSET_MS,
	uiDomain: UI_DOMAIN,
	dataHostingLocation: 'eu1',
};

export function recordUrl(typeId: string, id: string): string {
	return `https://${UI_DOMAIN}/contacts/${PORTAL_ID}/record/${typeId}/${id}`;
}
