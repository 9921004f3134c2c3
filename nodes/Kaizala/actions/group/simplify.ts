import { keepFields } from '../../../shared/operations/keepFields';

/** Which group it is, and what one may do there. */
export const simplifyGroup = keepFields([
	...['groupId', 'groupName', 'groupType', 'callerRole', 'userCount', 'hasSubGroups', 'hasParentGroups'],
	'welcomeMessage',
]);
