import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { SingleOperation } from '../../../shared/operations/operation';
import { collect } from '../../../shared/http/pagination';
import { readInstant } from '../../../shared/parameters/dateFields';
import { isNothing } from '../../../shared/parameters/values';
import { itemParameters } from '../../../shared/parameters/reader';
import { groupField } from '../../parameters/fields';
import { setOnly } from '../../parameters/optional';
import { groupPath, kaizalaPages, kaizalaRequest } from '../../transport';
import type { Parameter } from '../../../shared/parameters/types';
import { allOf, listIn, listOf, recordIn, recordOfAny, type Shape } from '../../../shared/http/shapes';
import { safeNumber, safeString } from '../../../shared/safeConversion';

/** What Kaizala sends when it is not told how many; the most that it sends is not on record. */
const PAGE = 30;

const properties = [
	groupField,
	{
		displayName: 'Get By',
		name: 'by',
		type: 'options',
		options: [
			{ name: 'Action Package', value: 'package', description: 'Cards of one action package' },
			{ name: 'Type', value: 'type', description: 'Actions of one of Kaizala’s own types' },
		],
		default: 'package',
		description: 'Which actions to list; Kaizala lists one kind at a time',
	},
	{
		displayName: 'Action Package ID',
		name: 'packageId',
		type: 'string',
		kind: 'key',
		default: '',
		required: true,
		placeholder: 'com.example.desk.ticket',
		displayOptions: { show: { by: ['package'] } },
	},
	{
		displayName: 'Action Type',
		name: 'listedType',
		type: 'options',
		options: [
			{ name: 'Document', value: 'Document' },
			{ name: 'Image', value: 'Image' },
			{ name: 'Job', value: 'Job' },
			{ name: 'Let’s Meet', value: 'LetsMeet' },
			{ name: 'Location', value: 'ShareLocation' },
			{ name: 'Photo With Location', value: 'PhotoWithLocation' },
			{ name: 'Poll', value: 'Poll' },
			{ name: 'Survey', value: 'Survey' },
		],
		default: 'Survey',
		displayOptions: { show: { by: ['type'] } },
		description: 'Kaizala lists no announcements, albums, sounds or videos',
	},
	...returnAllOrLimit,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Include Details',
				name: 'getDetails',
				type: 'boolean',
				default: false,
				description: 'Whether to return the responses to cards of an action package as well',
			},
			{
				displayName: 'Only This Group',
				name: 'GroupScope',
				type: 'boolean',
				default: false,
				description: 'Whether to send GroupScope with the request, which Microsoft never documented',
			},
			{
				displayName: 'Sent After',
				name: 'fromDate',
				condition: true,
				type: 'dateTime',
				default: '',
				description: 'Only actions that were sent then or later. Without a time zone it is in that of the workflow.',
			},
		],
	},
] as const satisfies Parameter[];

/** When an action was sent, in milliseconds; older answers have `creationTime` in seconds. */
function sentAt({ sentAt: iso, creationTime }: IDataObject): number {
	const at = typeof iso === 'string' ? Date.parse(iso) : safeNumber(creationTime) * 1000;
	return Number.isNaN(at) ? 0 : at;
}

/** What the request asks for, without the place in the list. */
interface Wanted {
	path: string;
	filter: IDataObject;
	from: number;
	count: number;
}

/** A list that does not say readably whether it goes on must not pass for one that is at its end. */
const ACTIONS: Shape = allOf(listOf('actions', recordOfAny('referenceId', 'actionId')), (body) =>
	['true', 'false', ''].includes(safeString(recordIn(body).hasMore ?? '')) ? undefined : 'hasMore',
);

/**
 * Kaizala has no cursor: the next page begins at the latest time seen, and what was there already is dropped.
 */
function actionPages(context: IExecuteFunctions, wanted: Wanted, itemIndex: number): AsyncGenerator<IDataObject[]> {
	const seen = new Set<string>();
	const start = { from: wanted.from, count: wanted.count };
	return kaizalaPages<typeof start>(context, itemIndex, async ({ from, count } = start) => {
		const qs = { ...wanted.filter, ...(from === 0 ? {} : { fromDate: from }), ...(count === PAGE ? {} : { count }) };
		const request = { method: 'GET', path: wanted.path, qs, retry: 'read', expects: ACTIONS } as const;
		const body: unknown = await kaizalaRequest(context, request, itemIndex);
		const found = listIn(body, 'actions');
		const page = found.filter(({ referenceId }) => !seen.has(safeString(referenceId)));
		for (const { referenceId } of page) seen.add(safeString(referenceId));
		if (safeString(recordIn(body).hasMore) !== 'true') return { page };
		const latest = Math.max(from, ...found.map(sentAt));
		if (latest > from) return { page, next: { from: latest, count: wanted.count } };
		// A whole page of one moment: only a longer page gets past it.
		return { page, next: { from, count: found.length < count ? count : count + PAGE } };
	});
}

export const getAll: SingleOperation = {
	name: 'Get Many',
	action: 'Get many actions',
	description: 'Get a list of the actions that were sent to a group, oldest first',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const groupId = parameter('groupId');
		const { fromDate = '', ...switches } = parameter('options');
		const kind =
			parameter('by') === 'package' ? { Id: parameter('packageId') } : { actionType: parameter('listedType') };
		const limit = wantedCount(parameter);
		const wanted: Wanted = {
			path: groupPath(groupId, 'actions'),
			filter: { ...kind, ...setOnly(switches) },
			from: isNothing(fromDate) ? 0 : readInstant(this, 'Options > Sent After', fromDate, itemIndex),
			count: Math.min(PAGE, limit),
		};
		const actions = await collect(actionPages(this, wanted, itemIndex), limit);
		return actions.map((action) => ({ groupId, ...action }));
	},
	concurrency: 2,
};
