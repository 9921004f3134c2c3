import type { ICredentialTestFunction } from 'n8n-workflow';

import { CredentialProblem, credentialTestResult, probe, webAddress } from '../../shared/credentialTest';
import { tidyText } from '../../shared/http/tidy';
import { isZone, zonesNear } from '../../shared/timeZones';
import { apiUrl } from './address';
import { listOfRecords } from './pagination';
import { safeString } from '../../shared/safeConversion';

const API_USERS = 'Administration > Users > API users';

/** What the drop-downs read. */
const LISTS = ['agents', 'ticket_statuses', 'ticket_categories', 'ticket_queues'];

function checkZone(zone: string): void {
	if (zone === '' || isZone(zone)) return;
	const near = zonesNear(zone);
	const advice = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Enter a name such as Europe/Warsaw.';
	throw new CredentialProblem(`The System Time Zone "${zone}" is unknown. ${advice}`);
}

/** Whether a field was copied with a blank, which belongs to no user and rarely to a password. */
const hasBlank = (text: string): boolean => text !== text.trim();

/** Lists a ticket, and says which lists the drop-downs may not read. */
export const thuliumApiTest: ICredentialTestFunction = async function (credential) {
	return await credentialTestResult(credential, async (data) => {
		const user = tidyText(data.user);
		const password = safeString(data.password ?? '');
		if (user === '' || password === '') throw new CredentialProblem('Enter the user and the password of an API user.');
		const root = apiUrl(data);
		if (root === undefined) {
			throw new CredentialProblem(
				'Enter the System Name: the part of your Thulium address before .thulium.com, for example acme.',
			);
		}
		const { host } = webAddress('Base URL', tidyText(data.baseUrl) || root);
		checkZone(tidyText(data.timeZone));
		const read = async (path: string) =>
			await probe(this, 'Thulium', {
				url: `${root}/${path}`,
				auth: { username: user, password },
				headers: { Accept: 'application/json', 'Accept-Language': safeString(data.language ?? 'en') },
			});

		const { status, body } = await read('tickets?limit=1');
		if (status === 401) {
			const blank = hasBlank(password) ? ' The password in this credential begins or ends with a space.' : '';
			throw new CredentialProblem(
				`Thulium does not accept this user and password. They must be those of an API user: ${API_USERS}.${blank}`,
			);
		}
		if (status === 403) {
			throw new CredentialProblem(
				`User and password are right, but this API user may not list tickets. Permit "GET tickets" under ${API_USERS}.`,
			);
		}
		// A page of a proxy has a good status, too.
		if (status === 404 || (status === 200 && listOfRecords(body) !== undefined))
			throw new CredentialProblem('There is no Thulium API at this address. Check the System Name, or the Base URL.');
		if (status !== 200) throw new CredentialProblem(`${host} answered with HTTP ${status}, which Thulium never does.`);

		const missing: string[] = [];
		for (const list of LISTS) if ((await read(list)).status === 403) missing.push(`GET ${list}`);
		const works = `User "${user}" works for ${host} and may list tickets.`;
		return missing.length === 0
			? works
			: `${works} Missing for the drop-downs: ${missing.join(', ')}. Permit them under ${API_USERS}.`;
	});
};
