import { groupFor } from '../access';
import type { KaizalaContext } from '../context';
import { invalidParameters } from '../errors';
import { route } from '../router';
import type { Route } from '../router';
import { compact, queryFlag, queryInteger, text, wire, wireEnum } from '../wire';
import { actionIn } from './find';
import { bareId } from './packages';
import { detailView, listView } from './views';

/** Types that can be listed; Announcement, Album, Audio and Video are not among them. */
const LISTED = [
	'Image',
	'Job',
	'Survey',
	'PhotoWithLocation',
	'LetsMeet',
	'Poll',
	'ShareLocation',
	'Document',
] as const;
/** A `fromDate` below this is in seconds. */
const FIRST_MILLISECONDS = 1e11;

export function readActionRoutes(ctx: KaizalaContext): Route[] {
	return [
		route({
			method: 'GET',
			path: '/v1/groups/:groupId/actions',
			scope: 'action.read',
			query: wire({
				actionType: wireEnum(LISTED).optional(),
				Id: text.optional(),
				getDetails: queryFlag.optional(),
				GroupScope: queryFlag.optional(),
				fromDate: queryInteger.optional(),
				count: queryInteger.optional(),
			}),
			handle({ param, query, caller }) {
				const group = groupFor(ctx, caller, param('groupId'));
				const count = query.count ?? 30;
				const limit = ctx.switches.maxActionListCount;
				if (count < 1 || count > limit) throw invalidParameters(`count has to be between 1 and ${limit}`);
				if ((query.actionType === undefined) === (query.Id === undefined)) {
					throw invalidParameters('Exactly one of actionType and Id is needed');
				}
				const packageId = query.Id === undefined ? null : bareId(ctx, query.Id);
				if (query.Id !== undefined && packageId === null) {
					throw invalidParameters(`The action package ${query.Id} is not known`);
				}
				const from = query.fromDate ?? 0;
				const since = from < FIRST_MILLISECONDS ? from * 1000 : from;
				const found = [...ctx.state.actions.values()]
					.filter((action) => action.groupId === group.groupId && action.sentAt >= since)
					.filter((action) => (packageId ? action.packageId === packageId : action.actionType === query.actionType))
					.sort((a, b) => a.sentAt - b.sentAt);
				return compact({
					actions: found
						.slice(0, count)
						.map((action) => listView(ctx, action, packageId !== null && query.getDetails === true)),
					hasMore: found.length > count ? true : undefined,
				});
			},
		}),
		route({
			method: 'GET',
			path: '/v1/groups/:groupId/actions/:actionId',
			scope: 'action.read',
			query: wire({ getDetails: queryFlag.optional() }),
			handle({ param, query, caller }) {
				const group = groupFor(ctx, caller, param('groupId'));
				return detailView(ctx, actionIn(ctx, group, param('actionId')), query.getDetails ?? false);
			},
		}),
	];
}
