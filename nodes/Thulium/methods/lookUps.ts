import { asNodeError } from '../../shared/errors';
import type { LookUp, LookUpContext, LookUps } from '../../shared/parameters/lookUps';
import { choiceByName } from '../../shared/parameters/lookUps';
import type { Choice } from '../../shared/parameters/values';
import { Problem, quote } from '../../shared/parameters/values';
import { apiUrl } from '../transport/address';
import type { Entry } from './dictionaries';
import { agents, dictionary } from './dictionaries';

/** What people enter instead of IDs: the names that the drop-downs show, and addresses from the browser. */

const toChoice = ({ id, name }: Entry): Choice => ({ name, value: id });

const inList =
	(path: string): LookUp =>
	async (context, text, _beside, isName) =>
		/^\d+$/.test(text) && !isName
			? text
			: await choiceByName(context, { text, isName }, path, async () =>
					(await dictionary(context, path)).map(toChoice),
				);

/** As logins are written: without capitals, an @ or blanks. */
const LOGIN = /^[!-?[-~]+$/;

/** Agents are addressed by login. Where they may not be listed, a text without blanks is taken for one. */
const agent: LookUp = async (context, text, _beside, isName) => {
	if (LOGIN.test(text) && !isName) return text;
	try {
		return await choiceByName(context, { text, isName }, '/agents', async () => await agents(context));
	} catch (error) {
		if (isName || /\s/.test(text)) throw asNodeError(context.getNode(), error);
		return text;
	}
};

/** A sub-status belongs to the status beside it; without one its name has to be unique. */
const substatus: LookUp = async (context, text, beside, isName) => {
	if (/^\d+$/.test(text) && !isName) return text;
	const status = beside('statusId');
	return await choiceByName(context, { text, isName }, `substatuses of ${status}`, async () => {
		const statuses = await dictionary(context, '/ticket_statuses');
		const chosen = statuses.filter(({ id }) => id === status);
		return (chosen.length === 0 ? statuses : chosen).flatMap(({ children }) => children.map(toChoice));
	});
};

const campaignStatus: LookUp = async (context, text, beside, isName) =>
	await inList(`/outbounds/${encodeURIComponent(beside('campaignId'))}/statuses`)(context, text, beside, isName);

async function ownHost(context: LookUpContext): Promise<string> {
	const url = apiUrl(await context.getCredentials('thuliumApi')) ?? '';
	return URL.canParse(url) ? new URL(url).host : '';
}

/**
 * The ID at the end of an address. Where the panel shows a record is not documented, so only what ends like the API's own
 * paths is taken, and only on the host of the system itself: other help desks have such addresses, too.
 */
const inAddress =
	(part: string): LookUp =>
	async (context, text) => {
		if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return text;
		const { host, pathname, hash } = new URL(text);
		const [id = '', kind] = (hash === '' ? pathname : hash).split('/').filter(Boolean).reverse();
		if (kind === part && /^\d{1,30}$/.test(id) && host === (await ownHost(context))) return id;
		return new Problem(
			`has the address ${quote(text)}, in which no ID is found`,
			`Enter the ID itself, or an address of your own Thulium that ends in /${part}/ and the ID.`,
		);
	};

export const lookUps: LookUps = {
	agent,
	campaign: inList('/outbounds'),
	campaignStatus,
	category: inList('/ticket_categories'),
	chatQueue: inList('/chats/queues'),
	company: inAddress('companies'),
	customer: inAddress('customers'),
	queue: inList('/queues'),
	status: inList('/ticket_statuses'),
	substatus,
	ticket: inAddress('tickets'),
	ticketQueue: inList('/ticket_queues'),
};
