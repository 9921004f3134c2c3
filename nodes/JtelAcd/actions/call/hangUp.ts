import { callControl } from './control';

export const hangUp = callControl(
	{
		name: 'Hang Up',
		action: 'Hang up a call',
		description: 'End a call, on the side of the agent as well',
	},
	'hangup',
);
