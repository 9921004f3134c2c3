import type { Resource } from '../../../shared/operations/operation';
import { get } from './get';
import { getAll } from './getAll';
import { respond } from './respond';
import { send } from './send';
import { sendAndWaitForResponse } from './sendAndWaitForResponse';
import { sendReminder } from './sendReminder';
import { updateProperties } from './updateProperties';

export const action: Resource = {
	name: 'Action',
	operations: { get, getAll, respond, send, sendAndWaitForResponse, sendReminder, updateProperties },
	default: 'send',
};
