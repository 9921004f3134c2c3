import type { SingleOperation } from '../../../shared/operations/operation';
import { kinds } from './kinds';
import { sendAction, sendFields } from './sending';
import { recordOfAny } from '../../../shared/http/shapes';

export const send: SingleOperation = {
	name: 'Send',
	action: 'Send an action',
	description: 'Send a card, survey, job, picture or other action to a group',
	properties: sendFields(kinds),
	async execute(itemIndex) {
		return await sendAction(this, kinds, itemIndex, recordOfAny('actionId', 'referenceId'));
	},
};
