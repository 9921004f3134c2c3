import { z } from 'zod';
import type { Json, JsonObject } from '../core/types';
import { validateInput } from '../core/validate';
import { respond } from './actions/respond';
import { actionIn } from './actions/find';
import { findGroup } from './access';
import type { KaizalaContext } from './context';
import { EVENT_TYPES } from './model';
import type { Group, Person } from './model';
import { memberData } from './groups/members';
import { postMessage } from './messages';
import { readPackage } from './packages/install';
import { findPost } from './recipients';
import { personByPhone } from './state';
import type { Deliveries } from './webhooks/deliveries';

type Control = (input: JsonObject) => Json | Promise<Json>;
type Actions = Record<string, Control>;

const json: z.ZodType<Json> = z.lazy(() =>
	z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(json)]),
);
const text = z.string().min(1);

/** What people do on their phones and on the management portal: no API offers it. */
export function peopleActions(ctx: KaizalaContext, deliveries: Deliveries): Actions {
	return { ...onThePhone(ctx, deliveries), ...onThePortal(ctx), ...behindTheScenes(ctx, deliveries) };
}

function control<Shape extends z.ZodRawShape>(
	shape: Shape,
	run: (input: z.output<z.ZodObject<Shape, 'strict'>>) => Json | Promise<Json>,
): Control {
	const schema = z.object(shape).strict();
	return (input) => run(validateInput(schema, input));
}

/** Somebody who is in the group, as member or subscriber. */
function inGroup(ctx: KaizalaContext, groupId: string, phone: string): { group: Group; person: Person } {
	const group = findGroup(ctx, groupId);
	const person = personByPhone(ctx.state, phone);
	const ids = [...group.members.map((member) => member.personId), ...group.subscriberIds];
	if (!person || !ids.includes(person.id)) throw new Error(`${phone} is not in the group ${group.groupName}`);
	return { group, person };
}

function onThePhone(ctx: KaizalaContext, deliveries: Deliveries): Actions {
	const place = { groupId: text, phone: text };
	return {
		answerCard: control(
			{ ...place, actionId: text, answers: z.array(json).optional(), isCompleted: z.boolean().optional() },
			async ({ groupId, phone, actionId, answers, isCompleted }) => {
				const { group, person } = inGroup(ctx, groupId, phone);
				const action = actionIn(ctx, group, actionId);
				const input = isCompleted === undefined ? { answers: answers ?? [] } : { isCompleted };
				const { responseId } = respond(ctx, action, person, input, undefined);
				await deliveries.delivered();
				return { responseId };
			},
		),
		sendMessage: control({ ...place, text }, async ({ groupId, phone, text: message }) => {
			const { group, person } = inGroup(ctx, groupId, phone);
			const { referenceId } = postMessage(ctx, group, person, message, { kind: 'group' });
			await deliveries.delivered();
			return { referenceId };
		}),
		readMessage: control({ ...place, referenceId: text }, ({ groupId, phone, referenceId }) => {
			const { group, person } = inGroup(ctx, groupId, phone);
			const post = findPost(ctx, group.groupId, referenceId);
			if (!post) throw new Error(`${referenceId} was not found in the group`);
			if (!post.readBy.includes(person.mobileNumber)) post.readBy.push(person.mobileNumber);
			ctx.changed('read');
			return { readBy: post.readBy };
		}),
		/** Somebody scans the code of a public group. */
		subscribe: control(place, async ({ groupId, phone }) => {
			const group = findGroup(ctx, groupId);
			const person = personByPhone(ctx.state, phone);
			if (!person) throw new Error(`Nobody has the phone ${phone}`);
			if (group.groupType !== 'ConnectGroup') throw new Error('Only a public group has subscribers');
			if (!group.subscriberIds.includes(person.id)) group.subscriberIds.push(person.id);
			const data = memberData(person, 'Subscriber');
			ctx.emit({ eventType: 'UserJoined', groupId: group.groupId, from: person, data });
			await deliveries.delivered();
			return { subscribers: group.subscriberIds.length };
		}),
		readSms: control({ phone: text }, ({ phone }) => {
			const sent = ctx.state.pins.get(phone);
			return { pin: sent?.pin ?? null };
		}),
	};
}

function onThePortal(ctx: KaizalaContext): Actions {
	return {
		installPackage: control({ files: z.record(json), groupIds: z.array(text).optional() }, ({ files, groupIds }) => {
			const found = readPackage(files);
			const groups = (groupIds ?? []).map((groupId) => findGroup(ctx, groupId));
			ctx.state.packages.set(found.id, found.files);
			for (const group of groups) if (!group.packageIds.includes(found.id)) group.packageIds.push(found.id);
			ctx.changed('package');
			return { id: found.id };
		}),
		attachPackage: control({ id: text, groupId: text }, ({ id, groupId }) => {
			if (!ctx.state.packages.has(id)) throw new Error(`The package ${id} is not installed`);
			const group = findGroup(ctx, groupId);
			if (!group.packageIds.includes(id)) group.packageIds.push(id);
			ctx.changed('package');
			return { packageIds: group.packageIds };
		}),
		detachPackage: control({ id: text, groupId: text }, ({ id, groupId }) => {
			const group = findGroup(ctx, groupId);
			group.packageIds = group.packageIds.filter((each) => each !== id);
			ctx.changed('package');
			return { packageIds: group.packageIds };
		}),
		setConnectorActive: control({ id: text, active: z.boolean() }, ({ id, active }) => {
			const connector = ctx.state.connectors.get(id);
			if (!connector) throw new Error(`There is no connector ${id}`);
			connector.active = active;
			ctx.changed('connector');
			return { id, active };
		}),
	};
}

function behindTheScenes(ctx: KaizalaContext, deliveries: Deliveries): Actions {
	return {
		/** Any event as any user, to every webhook that listens. */
		emitEvent: control(
			{
				eventType: z.enum(EVENT_TYPES),
				groupId: text,
				data: z.record(json).optional(),
				actionId: text.optional(),
				packageId: text.optional(),
				eventId: text.optional(),
				phone: text.optional(),
				isBot: z.boolean().optional(),
			},
			async ({ phone, data, ...event }) => {
				const from = phone === undefined ? undefined : personByPhone(ctx.state, phone);
				if (phone !== undefined && !from) throw new Error(`Nobody has the phone ${phone}`);
				const before = ctx.state.deliveries.length;
				ctx.emit({ ...event, data: data ?? {}, ...(from === undefined ? {} : { from }) });
				await deliveries.delivered();
				return { deliveries: ctx.state.deliveries.slice(before).map((delivery) => delivery.deliveryId) };
			},
		),
		duplicateDelivery: control({ deliveryId: text }, async ({ deliveryId }) => {
			const original = ctx.state.deliveries.find((delivery) => delivery.deliveryId === deliveryId);
			if (!original) throw new Error(`There is no delivery ${deliveryId}`);
			deliveries.duplicate(original);
			await deliveries.delivered();
			return {};
		}),
		/** Makes the attempts that a shifted clock has made due. */
		deliverDue: control({}, async () => {
			deliveries.pump();
			await deliveries.delivered();
			return {};
		}),
		/** Every access token so far stops working at once, as after 24 hours. */
		expireTokens: control({}, () => {
			for (const token of ctx.state.accessTokens.values()) token.expiresAt = 0;
			return { expired: ctx.state.accessTokens.size };
		}),
	};
}
