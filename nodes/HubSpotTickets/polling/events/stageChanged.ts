import { moveEvent } from './change';

export const stageChanged = moveEvent({
	label: 'Stage Changed',
	description: 'A ticket was moved to another stage. Two moves between two polls are two items.',
	happens: () => true,
});
