import type { LookUp, LookUps } from '../../shared/parameters/lookUps';
import { Problem, toChoice } from '../../shared/parameters/values';
import { idInAccount } from '../crm/account';
import { associationLabels, NO_LABEL } from '../crm/associations';
import { visibleDefinition, visiblePipelines } from '../crm/metadata';
import { isId, ownerChoice, pipelineChoice, stageChoice } from '../crm/place';
import { propertyChoice } from '../crm/propertyNames';
import { toValue } from '../crm/propertyValues';
import type { IdKind } from '../crm/recordId';

/** What people enter instead of IDs and internal values: names as the lists show them, and addresses from the browser. */

const pipeline: LookUp = async (context, text) => {
	const all = isId(text) ? undefined : await visiblePipelines(context);
	return all === undefined ? text : pipelineChoice(all, text);
};

/** Within the pipeline beside it. */
const stage: LookUp = async (context, text, beside) => {
	const all = isId(text) ? undefined : await visiblePipelines(context);
	return all === undefined ? text : stageChoice(all, text, beside('pipelineId') || undefined);
};

const owner: LookUp = async (context, text) => await ownerChoice(context, text);

/** Where the operation finds an email address itself. */
const ownerName: LookUp = async (context, text) => (text.includes('@') ? text : await ownerChoice(context, text));

/** What HubSpot itself gives these properties, which needs no request. Anything else may be a label of the account. */
const OWN_OPTIONS = new Set(['LOW', 'MEDIUM', 'HIGH', 'URGENT', 'CHAT', 'EMAIL', 'FORM', 'PHONE']);

/** HubSpot checks the value where the credential may not read properties. */
const optionOf =
	(property: string): LookUp =>
	async (context, text) => {
		const definition = OWN_OPTIONS.has(text) ? undefined : await visibleDefinition(context, property);
		return definition === undefined ? text : toValue(definition, text, context.getTimezone());
	};

const associationType: LookUp = async (context, text, beside) => {
	if (isId(text)) return text;
	const types = (await associationLabels(context, beside('toObjectType'))).map(({ label, typeId }) => ({
		name: label === '' ? NO_LABEL : label,
		value: String(typeId),
	}));
	const chosen = toChoice(text, types);
	return chosen instanceof Problem ? chosen : chosen.value;
};

/** Only addresses: an ID needs no look-up. */
const addressOf =
	(kind: (beside: (name: string) => string) => IdKind): LookUp =>
	async (context, text, beside) =>
		/^https?:\/\//i.test(text) ? await idInAccount(context, kind(beside), text) : text;

export const lookUps: LookUps = {
	associationType,
	company: addressOf(() => 'companies'),
	contact: addressOf(() => 'contacts'),
	conversation: addressOf(() => 'conversation'),
	file: addressOf(() => 'file'),
	note: addressOf(() => 'notes'),
	owner,
	ownerName,
	pipeline,
	priority: optionOf('hs_ticket_priority'),
	property: propertyChoice,
	record: addressOf((beside) => beside('toObjectType')),
	source: optionOf('source_type'),
	stage,
	task: addressOf(() => 'tasks'),
	ticket: addressOf(() => 'tickets'),
};
