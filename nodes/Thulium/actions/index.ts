import type { Resources } from '../../shared/operations/operation';
import { text } from '../../shared/operations/textFromHtml';
import { agent } from './agent';
import { attachment } from './attachment';
import { call } from './call';
import { campaign } from './campaign';
import { campaignRecord } from './campaignRecord';
import { chat } from './chat';
import { company } from './company';
import { customApi } from './customApiCall';
import { customer } from './customer';
import { dictionaries } from './dictionary';
import { queue } from './queue';
import { recording } from './recording';
import { tag } from './tag';
import { ticket } from './ticket';

export const resources = {
	agent,
	attachment,
	call,
	campaign,
	campaignRecord,
	chat,
	company,
	customApiCall: customApi,
	customer,
	dictionary: dictionaries,
	queue,
	recording,
	tag,
	text,
	ticket,
} satisfies Resources;
