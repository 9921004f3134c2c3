import type { IDataObject } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { Parameter } from '../../../shared/parameters/types';
import { restOperation } from '../../../shared/operations/restOperation';
import { recordIn } from '../../../shared/http/shapes';
import { aPipeline, inOrder } from '../../crm/metadata';
import { results, wholeList } from '../../transport';
import { sendTo } from '../sendTo';
import { requiredPipeline, simplifyStage } from '../pipeline/pipeline';

const properties = [
	{
		...requiredPipeline,
		required: false,
		condition: true,
		description: 'Only the stages of this pipeline. Leave empty to return those of all pipelines.',
	},
	...returnAllOrLimit,
] as const satisfies Parameter[];

function stagesOf({ id, label, stages }: IDataObject): IDataObject[] {
	return inOrder(stages).map((stage) => ({ ...stage, pipelineId: id, pipelineLabel: label }));
}

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many pipeline stages',
	description: 'Get the stages of one pipeline or of all',
	properties: [...properties],
	concurrency: 4,
	send: sendTo('pipelines'),
	request(parameter) {
		const pipelineId = parameter('pipelineId');
		const path = pipelineId === '' ? '/tickets' : `/tickets/${pathPart('Pipeline', pipelineId)}`;
		return {
			method: 'GET',
			path,
			retry: 'read',
			expects: pipelineId === '' ? wholeList(aPipeline) : aPipeline,
		};
	},
	output(body, parameter) {
		const pipelines = parameter('pipelineId') === '' ? inOrder(results(body)) : [recordIn(body)];
		return pipelines.flatMap(stagesOf).slice(0, wantedCount(parameter));
	},
	simplify: simplifyStage,
});
