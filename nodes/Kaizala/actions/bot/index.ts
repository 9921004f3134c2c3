import type { Resource } from '../../../shared/operations/operation';
import { addToGroup } from './addToGroup';
import { create } from './create';
import { remove } from './delete';
import { getAccessToken } from './getAccessToken';
import { getAll } from './getAll';
import { update } from './update';

export const bot: Resource = {
	name: 'Bot (Unofficial)',
	operations: { addToGroup, create, delete: remove, getAccessToken, getAll, update },
	default: 'getAll',
};
