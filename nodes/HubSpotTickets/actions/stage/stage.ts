import { resourceLocator } from '../../../shared/parameters/resourceLocator';

export const stageField = resourceLocator({
	displayName: 'Stage',
	name: 'stageId',
	description: 'The stage, chosen from the list or by its ID',
	searchListMethod: 'searchStages',
	lookUp: 'stage',
	required: true,
	placeholder: '1',
	dependsOn: ['pipelineId.value'],
});
