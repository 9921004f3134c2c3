import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { apiVersion } from '../../transport';

/** The old paths have no assignees. */
export function refuseOldVersion(context: IExecuteFunctions, itemIndex: number): void {
	if (apiVersion(context) !== 'v3') return;
	throw inputError(context, 'API version V3 cannot assign conversations', {
		itemIndex,
		description: 'Choose a dated API version on the Settings tab of this node.',
	});
}
