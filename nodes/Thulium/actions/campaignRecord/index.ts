import type { Resource } from '../../../shared/operations/operation';
import { add } from './add';
import { addByPhoneNumber } from './addByPhoneNumber';
import { get } from './get';
import { setStatusByPhoneNumber } from './setStatusByPhoneNumber';
import { update } from './update';

export const campaignRecord: Resource = {
	name: 'Campaign Record',
	operations: { add, addByPhoneNumber, get, setStatusByPhoneNumber, update },
	default: 'add',
};
