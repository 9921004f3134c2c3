import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { apiError, asNodeError, errorText, shorten, valueError } from '../../../shared/errors';
import { recordIn, recordOf } from '../../../shared/http/shapes';
import { pathPart } from '../../../shared/http/url';
import { isRecord } from '../../../shared/isRecord';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { hintOnce } from '../../crm/executionHints';
import { hubSpotRequest } from '../../transport';
import { accessOption, DEFAULT_FOLDER, folderOption, shortFile } from '../attachment/uploads';
import { safeString } from '../../../shared/safeConversion';

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
				description: 'What the file is called in HubSpot. Defaults to the name in the URL.',
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
				description: 'What to do when the folder already has a file with that name',
			},
			{
				displayName: 'Max Wait (Seconds)',
				name: 'maxWait',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 600, numberPrecision: 0 },
				default: 60,
				description:
					'How long to wait until HubSpot has the file. After that, or at once with 0, the ID of the import is returned.',
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
	throw valueError(context, `The field "URL" is not a web address: "${shorten(given)}"`, {
		itemIndex,
		description: 'Enter an address that begins with https:// or http://.',
	});
}

/** Why an import came to nothing, in HubSpot's words. */
function reasonsOf({ errors, status }: IDataObject): string {
	const list = Array.isArray(errors) ? errors.filter(isRecord) : [];
	const messages = list.map(({ message }) => safeString(message ?? '')).filter(Boolean);
	return messages.length > 0 ? shorten(messages.join(' ')) : `the import ended as ${safeString(status)}`;
}

interface Import {
	id: string;
	url: string;
}

/** What HubSpot says of an import. One whose state cannot be read was begun all the same. */
async function readState(context: IExecuteFunctions, id: string, itemIndex: number): Promise<IDataObject | undefined> {
	const path = `/files/import-from-url/async/tasks/${pathPart('Import', id)}/status`;
	const request = { family: 'files', method: 'GET', path, retry: 'read', expects: recordOf('status') } as const;
	try {
		return recordIn(await hubSpotRequest(context, request, itemIndex));
	} catch (error) {
		hintOnce(context, `What became of an import is not known: ${errorText(asNodeError(context.getNode(), error))}`);
		return undefined;
	}
}

/** Asks until the import has ended. Undefined: not yet, and HubSpot goes on with it. */
async function finished(
	context: IExecuteFunctions,
	{ id, url }: Import,
	maxWaitMs: number,
	itemIndex: number,
): Promise<IDataObject | undefined> {
	const end = Date.now() + maxWaitMs;
	for (let step = FIRST_STEP_MS; ; step = Math.min(step * 2, LONGEST_STEP_MS)) {
		const state = await readState(context, id, itemIndex);
		if (state === undefined) return undefined;
		if (isRecord(state.result)) return state.result;
		if (state.status === 'COMPLETE' || state.status === 'CANCELED') {
			const message = `HubSpot could not import ${shorten(url)}: ${reasonsOf(state)}`;
			const description =
				'Check that the address can be opened without signing in, and that the file is not too large.';
			throw apiError(context.getNode(), { message, description }, itemIndex);
		}
		if (Date.now() >= end || context.getExecutionCancelSignal()?.aborted === true) {
			hintOnce(context, 'HubSpot has not finished an import yet: see "done" in the output, or raise Max Wait');
			return undefined;
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
		const id = safeString(recordIn(started).id);
		const wait = maxWait ?? DEFAULT_WAIT_S;
		const file = wait === 0 ? undefined : await finished(this, { id, url }, wait * 1_000, itemIndex);
		return file ?? { importId: id, url, done: false };
	},
};
