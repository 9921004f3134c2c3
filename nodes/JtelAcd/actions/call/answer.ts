import { callControl } from './control';

export const answer = callControl(
	{
		name: 'Answer',
		action: 'Answer a call',
		description: 'Have the phone of the agent answer a ringing call. Not every PBX connector supports it.',
	},
	'answer',
);
