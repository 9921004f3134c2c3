import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { valueError } from '../../shared/errors';
import type { ParameterReader } from '../../shared/parameters/reader';
import { namedNodeParameters, nodeParameters } from '../../shared/parameters/reader';
import { lookUps } from '../methods';
import { properties } from './properties';
import type { WebhookTarget } from './webhookApi';

type Context = IHookFunctions | IWebhookFunctions;

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

function readSettings(context: Context, parameter: ParameterReader<typeof properties>): TriggerSettings {
	const objectType = parameter('objectType');
	const about = {
		Action: () => [parameter('actionId'), parameter('actionEvents')] as const,
		ActionPackage: () => [parameter('packageId'), parameter('packageEvents')] as const,
		Group: () => [parameter('groupId'), parameter('events')] as const,
	};
	const [objectId, eventTypes] = about[objectType]();
	if (eventTypes.length === 0)
		throw valueError(context, 'The field "Events" is empty', { description: 'Choose at least one event.' });
	const { packageFilter = '', context: text = '', ...options } = parameter('options');
	return {
		objectType,
		objectId,
		eventTypes,
		simplify: parameter('simplify'),
		packageFilter,
		context: text,
		downloadAttachments: options.downloadAttachments ?? false,
		ignoreBots: options.ignoreBots ?? false,
		skipDuplicates: options.skipDuplicates ?? true,
		validityDays: options.validityDays ?? 730,
	};
}

/** For a call, which says nothing of the group: its name is not looked up. */
export const triggerSettings = (context: IWebhookFunctions): TriggerSettings =>
	readSettings(context, nodeParameters(context, properties));

/** With the ID of a group that is given by its name. */
export const namedSettings = async (context: IHookFunctions): Promise<TriggerSettings> =>
	readSettings(context, await namedNodeParameters(context, properties, lookUps));
