import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../../shared/errors';
import { isNothing } from '../../../../shared/parameters/values';

/**
 * One kind of action: its fields, and the part of the request that says what to send. The operations that
 * send actions add the group and the recipients.
 */
export interface Kind {
	/** Label in the drop-down Action Type. */
	name: string;
	properties: INodeProperties[];
	/** The entries of its Options, beside those that every kind has. */
	options: INodeProperties[];
	/** `actionType` or `id`, and `actionBody`. Checks all fields and files before it uploads anything. */
	content(context: IExecuteFunctions, itemIndex: number): IDataObject | Promise<IDataObject>;
}

/** The Options of one kind. A generic function, so that the types of the values still follow from the declaration. */
export const optionsField = <const O extends INodeProperties[]>(options: O) => ({
	displayName: 'Options',
	name: 'options' as const,
	type: 'collection' as const,
	placeholder: 'Add option',
	default: {},
	options,
});

/** Fields that several kinds share. */
export const titleField = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'Printer on the second floor',
} as const satisfies INodeProperties;

export const dueField = {
	displayName: 'Due After (Hours)',
	name: 'dueDate',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 24,
	description: 'How many whole hours from now it can be answered',
} as const satisfies INodeProperties;

export const severalField = {
	displayName: 'Accept Multiple Responses',
	name: 'acceptMultipleResponses',
	type: 'boolean',
	default: false,
	description: 'Whether one person may answer more than once',
} as const satisfies INodeProperties;

export const anonymousField = {
	displayName: 'Anonymous',
	name: 'isAnonymous',
	type: 'boolean',
	default: false,
	description: 'Whether to hide who answered',
} as const satisfies INodeProperties;

export const senderOnlyField = {
	displayName: 'Responses to Sender Only',
	name: 'isSenderOnly',
	type: 'boolean',
	default: false,
	description: 'Whether only the sender sees the responses',
} as const satisfies INodeProperties;

/** @throws NodeOperationError where a picture is given in both ways: one of the two would not be shown. */
export function assertOnePicture(
	context: IExecuteFunctions,
	of: string,
	ways: [field: string, resource: string],
	itemIndex: number,
): void {
	if (ways.some(isNothing)) return;
	throw inputError(context, `${of} has two pictures: a file of the item and a media resource`, {
		itemIndex,
		description: 'Keep one of the two fields, and leave the other one empty.',
	});
}
