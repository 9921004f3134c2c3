import type { LookUp, LookUps } from '../../shared/parameters/lookUps';
import { Problem, quote, toChoiceValue } from '../../shared/parameters/values';
import { idInAccount } from '../crm/account';
import { associationLabels, NO_LABEL } from '../crm/associations';
import { visibleDefinition, visiblePipelines } from '../crm/metadata';
import { isId, ownerChoice, pipelineChoice, stageChoice } from '../crm/place';
import { propertyChoice } from '../crm/propertyNames';
import { optionNamed, toValue } from '../crm/propertyValues';
import type { IdKind } from '../crm/recordId';

/** What people enter instead of IDs and internal values: names as the lists show them, and addresses from the browser. */

/** Digits under "By Name" where this credential may not see the names: as an ID they could be another record's. */
const unseen = (text: string) =>
	new Problem(
		`has ${quote(text)}, which cannot be looked up: this credential may not read the names`,
		'Choose "By ID" and enter the ID, or give the credential the scope to read tickets.',
	);

const pipeline: LookUp = async (context, text, _beside, isName) => {
	if (isId(text) && !isName) return text;
	const all = await visiblePipelines(context);
	if (all === undefined) return isId(text) ? unseen(text) : text;
	return pipelineChoice(all, text, isName);
};

/** Within the pipeline beside it. */
const stage: LookUp = async (context, text, beside, isName) => {
	if (isId(text) && !isName) return text;
	const all = await visiblePipelines(context);
	if (all === undefined) return isId(text) ? unseen(text) : text;
	return stageChoice(all, text, beside('pipelineId') || undefined, isName);
};

const owner: LookUp = async (context, text, _beside, isName) => await ownerChoice(context, text, isName);

/** Where the operation finds an email address itself. */
const ownerName: LookUp = async (context, text, beside, isName) =>
	text.includes('@') ? text : await owner(context, text, beside, isName);

/** What HubSpot itself gives these properties, which needs no request. Anything else may be a label of the account. */
const OWN_OPTIONS = new Set(['LOW', 'MEDIUM', 'HIGH', 'URGENT', 'CHAT', 'EMAIL', 'FORM', 'PHONE']);

/** HubSpot checks the value where the credential may not read properties. */
const optionOf =
	(property: string): LookUp =>
	async (context, text, _beside, isName) => {
		const definition = OWN_OPTIONS.has(text) && !isName ? undefined : await visibleDefinition(context, property);
		if (definition === undefined) return text;
		const value = isName ? optionNamed(definition, text) : undefined;
		return value ?? toValue(definition, text, context.getTimezone());
	};

const associationType: LookUp = async (context, text, beside, isName) => {
	if (isId(text) && !isName) return text;
	const types = (await associationLabels(context, beside('toObjectType'))).map(({ label, typeId }) => ({
		name: label === '' ? NO_LABEL : label,
		value: String(typeId),
	}));
	return toChoiceValue(text, types, isName);
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
