import { callControl } from './control';

export const hangUp = callControl(
	{
		name: 'Hang Up',
		action: 'Hang up a call',
		description: 'End a call, together with the leg of the agent if there is one',
	},
	'hangup',
);
