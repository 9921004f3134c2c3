import { callControl } from './control';

export const hold = callControl(
	{
		name: 'Hold',
		action: 'Put a call on hold',
		description: 'Put a call on hold. Not every PBX connector supports it.',
	},
	'hold',
);
