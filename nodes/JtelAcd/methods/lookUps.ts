import type { ApiContext } from '../../shared/http/types';
import type { LookUp, LookUps } from '../../shared/parameters/lookUps';
import { choiceByName } from '../../shared/parameters/lookUps';
import type { Choice } from '../../shared/parameters/values';
import { eventTypes } from '../actions/event/eventTypes';
import type { Label } from './labels';
import { byName, labeled, serviceNumberLabel, userLabel } from './labels';
import { safeString } from '../../shared/safeConversion';

/** IDs by the names that the drop-downs show. */

const inList =
	(key: string, list: (context: ApiContext) => Promise<Choice[]>): LookUp =>
	async (context, text, _beside, isName) =>
		/^\d+$/.test(text) && !isName
			? text
			: await choiceByName(context, { text, isName }, key, async () => await list(context));

const records = (path: string, label: Label): LookUp =>
	inList(path, async (context) => await labeled(context, path, label));

const campaign = records('/dialler/campaigns', byName);

export const lookUps: LookUps = {
	campaign,
	/** Where jtel itself takes a name: only one of digits alone has to be told from an ID. */
	campaignName: async (context, text, beside, isName) =>
		isName ? await campaign(context, text, beside, isName) : text,
	cockpitVariable: records('/cockpitVariables', byName),
	eventType: inList('event types', async (context) =>
		(await eventTypes(context)).map(({ label, ID }) => ({ name: label, value: safeString(ID) })),
	),
	group: records('/acd/groups', byName),
	serviceNumber: records('/serviceNumbers', serviceNumberLabel),
	user: records('/users', userLabel),
};
