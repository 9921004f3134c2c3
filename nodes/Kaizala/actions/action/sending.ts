import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError, valueError } from '../../../shared/errors';
import { shownFor } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { groupField, replyField } from '../../parameters/fields';
import { audiences, perCallField, recipientFields, sendToRecipients } from '../recipients';
import { groupPath } from '../../transport';
import type { Kind } from './kinds/kind';
import { optionsField } from './kinds/kind';
import type { Shape } from '../../../shared/http/shapes';

/** Sending an action, for all operations that do: which kinds, its fields, and the request. */

type Kinds = Record<string, Kind>;

const common = [groupField, ...recipientFields, optionsField([perCallField, replyField])] as const;

function kindField(kinds: Kinds): INodeProperties {
	return {
		displayName: 'Action Type',
		name: 'actionType',
		type: 'options',
		options: Object.entries(kinds).map(([value, { name }]) => ({ name, value })),
		// Workflows that were made before there was a choice send cards of a package.
		default: 'package',
		description: 'What to send',
	};
}

/** Group, kind, the fields of each kind, recipients, and the options of each kind with the shared ones. */
export function sendFields(kinds: Kinds): INodeProperties[] {
	const byLabel = (a: INodeProperties, b: INodeProperties) => a.displayName.localeCompare(b.displayName);
	const perKind = (fields: (kind: Kind) => INodeProperties[]) =>
		Object.entries(kinds).flatMap(([value, kind]) =>
			fields(kind).map((field) => shownFor(field, { actionType: [value] })),
		);
	return [
		groupField,
		kindField(kinds),
		...perKind(({ properties }) => properties),
		...recipientFields,
		...perKind(({ options }) => [optionsField([...options, perCallField, replyField].sort(byLabel))]),
	];
}

/** Which of the kinds an item asks for. */
export function actionTypeOf<K extends Kinds>(
	context: IExecuteFunctions,
	kinds: K,
	itemIndex: number,
): keyof K & string {
	const given = itemParameters(context, itemIndex, [kindField(kinds)])('actionType');
	const known = (name: unknown): name is keyof K & string => typeof name === 'string' && Object.hasOwn(kinds, name);
	if (known(given)) return given;
	throw valueError(context, `There is no action type "${String(given)}"`, { itemIndex });
}

/**
 * Sends one action; nothing is sent before all its fields were checked. Returns its IDs and the group's.
 * @param expects What the answer has to have besides.
 */
export async function sendAction(
	context: IExecuteFunctions,
	kinds: Kinds,
	itemIndex: number,
	expects?: Shape,
): Promise<IDataObject> {
	const parameter = itemParameters(context, itemIndex, common);
	const kind = kinds[actionTypeOf(context, kinds, itemIndex)];
	if (kind === undefined) throw inputError(context, 'There is no such action type', { itemIndex });
	const groupId = parameter('groupId');
	const { replyToReferenceId = '', recipientsPerCall } = parameter('options');
	const to = audiences(context, itemIndex, recipientsPerCall);
	const answer = await sendToRecipients(context, {
		path: groupPath(groupId, 'actions'),
		body: {
			...(await kind.content(context, itemIndex)),
			...(replyToReferenceId === '' ? {} : { replyToReferenceId }),
		},
		expects,
		to,
		itemIndex,
	});
	return { groupId, ...answer };
}
