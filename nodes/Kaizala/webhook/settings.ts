import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { nodeParameters } from '../../shared/parameters/reader';
import { properties } from './properties';
import type { WebhookTarget } from './webhookApi';

/** What the parameters of the trigger ask for. */
export interface TriggerSettings extends WebhookTarget {
	eventTypes: string[];
	simplify: boolean;
	packageFilter: string;
	context: string;
	downloadAttachments: boolean;
	ignoreBots: boolean;
	skipDuplicates: boolean;
	validityDays: number;
}

export function triggerSettings(context: IHookFunctions | IWebhookFunctions): TriggerSettings {
	const parameter = nodeParameters(context, properties);
	const objectType = parameter('objectType');
	const about = {
		Action: () => [parameter('actionId'), parameter('actionEvents')] as const,
		ActionPackage: () => [parameter('packageId'), parameter('packageEvents')] as const,
		Group: () => [parameter('groupId'), parameter('events')] as const,
	};
	const [objectId, eventTypes] = about[objectType]();
	if (eventTypes.length === 0)
		throw inputError(context, 'The field "Events" is empty', { description: 'Choose at least one event.' });
	const { packageFilter = '', context: text = '', ...options } = parameter('options');
	return {
		objectType,
		objectId: objectId.trim(),
		eventTypes,
		simplify: parameter('simplify'),
		packageFilter: packageFilter.trim(),
		context: text,
		downloadAttachments: options.downloadAttachments ?? false,
		ignoreBots: options.ignoreBots ?? false,
		skipDuplicates: options.skipDuplicates ?? true,
		validityDays: options.validityDays ?? 730,
	};
}
