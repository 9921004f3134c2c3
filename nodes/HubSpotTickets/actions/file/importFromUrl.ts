import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { apiError, asNodeError, inputError, shorten } from '../../../shared/errors';
import { pathPart } from '../../../shared/http/url';
import { isRecord } from '../../../shared/isRecord';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { hubSpotRequest, recordWith } from '../../transport';
import { accessOption, DEFAULT_FOLDER, folderOption, shortFile } from '../attachment/uploads';

const properties = [
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/manual.pdf',
		description: 'Where HubSpot fetches the file. It must be able to reach the address without signing in.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			accessOption,
			{
				displayName: 'File Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'manual',
				description: 'What the file is called in HubSpot. As in the address when left out.',
			},
			folderOption,
			{
				displayName: 'If It Exists',
				name: 'ifExists',
				type: 'options',
				options: [
					{ name: 'Fail', value: 'REJECT' },
					{ name: 'Keep Both', value: 'NONE' },
					{ name: 'Return the Existing File', value: 'RETURN_EXISTING' },
				],
				default: 'NONE',
				description: 'What to do when the folder has a file of that name',
			},
			{
				displayName: 'Max Wait (Seconds)',
				name: 'maxWait',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 600, numberPrecision: 0 },
				default: 60,
				description: 'How long to wait until HubSpot has the file. With 0 the ID of the import comes out at once.',
			},
		],
	},
] as const satisfies INodeProperties[];

const DEFAULT_WAIT_S = 60;
const FIRST_STEP_MS = 500;
const LONGEST_STEP_MS = 5_000;

/** HubSpot fetches it; what is no address of the web it would only refuse later. */
function webAddress(context: IExecuteFunctions, text: string, itemIndex: number): string {
	const given = text.trim();
	if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given;
	throw inputError(context, `The field "URL" is no web address: "${shorten(given)}"`, {
		itemIndex,
		description: 'Enter an address that begins with https:// or http://.',
	});
}

/** Why an import came to nothing, in HubSpot's words. */
function reasonsOf({ errors, status }: IDataObject): string {
	const list = Array.isArray(errors) ? errors.filter(isRecord) : [];
	const messages = list.map(({ message }) => String(message ?? '')).filter(Boolean);
	return messages.length > 0 ? shorten(messages.join(' ')) : `the import ended as ${String(status)}`;
}

interface Import {
	id: string;
	url: string;
}

/** Asks until the import has ended. HubSpot goes on with it also when nobody asks. */
async function finished(
	context: IExecuteFunctions,
	{ id, url }: Import,
	maxWaitMs: number,
	itemIndex: number,
): Promise<IDataObject> {
	const path = `/files/import-from-url/async/tasks/${pathPart('Import', id)}/status`;
	const request = { family: 'files', method: 'GET', path, retry: 'read' } as const;
	const end = Date.now() + maxWaitMs;
	for (let step = FIRST_STEP_MS; ; step = Math.min(step * 2, LONGEST_STEP_MS)) {
		const state = recordWith(context, await hubSpotRequest(context, request, itemIndex), 'status', itemIndex);
		if (isRecord(state.result)) return state.result;
		if (state.status === 'COMPLETE' || state.status === 'CANCELED') {
			const message = `HubSpot could not import ${shorten(url)}: ${reasonsOf(state)}`;
			const description =
				'Check that the address can be opened without signing in, and that the file is not too large.';
			throw apiError(context.getNode(), { message, description }, itemIndex);
		}
		const isCancelled = context.getExecutionCancelSignal()?.aborted === true;
		if (Date.now() >= end || isCancelled) {
			throw apiError(
				context.getNode(),
				{
					message: `HubSpot has not imported ${shorten(url)} yet`,
					description: `It goes on with it: look in the folder before you run this item again. The ID of the import is ${id}. For slow addresses raise Max Wait.`,
					outcomeUnknown: true,
				},
				itemIndex,
			);
		}
		await sleep(Math.min(step, Math.max(end - Date.now(), 0)));
	}
}

export const importFromUrl: SingleOperation = {
	name: 'Import From URL',
	action: 'Import a file from a URL',
	description: 'Let HubSpot fetch a file from the web, as a private one unless you choose otherwise',
	properties: [...properties],
	simplify: (record) => ('importId' in record ? record : shortFile(record)),

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const url = webAddress(this, parameter('url'), itemIndex);
		const { access = 'PRIVATE', name = '', folderPath = '', ifExists = 'NONE', maxWait } = parameter('options');
		const folder = folderPath.trim() || DEFAULT_FOLDER;
		const started = await hubSpotRequest(
			this,
			{
				family: 'files',
				method: 'POST',
				path: '/files/import-from-url/async',
				body: {
					url,
					access,
					folderPath: folder,
					...(name.trim() === '' ? {} : { name: name.trim() }),
					overwrite: false,
					duplicateValidationStrategy: ifExists,
					duplicateValidationScope: 'EXACT_FOLDER',
				},
				creates: 'new import',
				retry: 'unsafeWrite',
				reconcileHint: `Look in the folder ${folder} of HubSpot's file manager before you run this item again.`,
			},
			itemIndex,
		);
		const id = String(recordWith(this, started, 'id', itemIndex).id);
		const wait = maxWait ?? DEFAULT_WAIT_S;
		if (wait === 0) return { importId: id, url, done: false };
		try {
			return await finished(this, { id, url }, wait * 1_000, itemIndex);
		} catch (error) {
			throw afterStart(this, error, id, itemIndex);
		}
	},
};

/** The import was begun, so that running the item again would fetch the file once more. */
function afterStart(context: IExecuteFunctions, error: unknown, id: string, itemIndex: number): Error {
	const failure = asNodeError(context.getNode(), error, itemIndex);
	if (failure.message.startsWith('HubSpot could not import') || failure.context.outcomeUnknown === true) return failure;
	return apiError(
		context.getNode(),
		{
			message: `HubSpot has begun the import, but its state is not known: ${failure.message}`,
			description: `Look in the folder before you run this item again. The ID of the import is ${id}.`,
			outcomeUnknown: true,
		},
		itemIndex,
	);
}
