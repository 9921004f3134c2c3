import { HubSpotError, invalid } from '../errors';
import { associationChanged } from './associationWrites';
import { OBJECT_TYPES } from '../schema/objectTypes';
import type { CrmRecord, ObjectType, Values, WriteSource } from '../types';
import { archive } from './writes';
import type { World } from '../state/world';

const MAX_MERGES = 250;

/** Merges two tickets: the first one's values win; whether its id survives is a switch. */
export function merge(
	world: World,
	type: ObjectType,
	primary: CrmRecord,
	other: CrmRecord,
	source: WriteSource,
): CrmRecord {
	if (primary === other) throw invalid('A record cannot be merged with itself');
	const merges = primary.merges + other.merges + 1;
	if (merges > MAX_MERGES) throw new HubSpotError(414, `A record takes part in at most ${MAX_MERGES} merges`);
	const result = world.switches.mergeIssuesNewId
		? intoNewRecord(world, type, primary, other, source)
		: intoPrimary(world, type, primary, other, source);
	result.merges = merges;
	world.emit({
		kind: 'merge',
		typeId: type.typeId,
		id: result.id,
		detail: { primaryObjectId: primary.id, mergedObjectIds: [other.id], newObjectId: result.id },
	});
	return result;
}

/** The record that stands for this id today: merged ones lead on. */
export function followMerges(world: World, type: ObjectType, id: string): CrmRecord | undefined {
	let record = world.store(type).get(id);
	while (record?.mergedInto !== undefined && record.mergedInto !== null)
		record = world.store(type).get(record.mergedInto);
	return record;
}

function intoNewRecord(world: World, type: ObjectType, primary: CrmRecord, other: CrmRecord, source: WriteSource) {
	const store = world.store(type);
	const values = { ...other.properties, ...primary.properties };
	for (const old of [primary, other]) archive(world, type, old);
	const id = store.takeId();
	const timestamp = world.timestamps.next();
	const record = store.insert(
		id,
		{ ...values, ...mergedIds([primary, other]), hs_object_id: id, hs_ticket_id: id, hs_lastmodifieddate: timestamp },
		world.core.clock.now(),
		timestamp,
		source,
	);
	for (const old of [primary, other]) moveLinks(world, type, old, record);
	return record;
}

function intoPrimary(world: World, type: ObjectType, primary: CrmRecord, other: CrmRecord, source: WriteSource) {
	archive(world, type, other);
	const timestamp = world.timestamps.next();
	const values = { ...other.properties, ...primary.properties, ...mergedIds([primary, other], primary) };
	world
		.store(type)
		.write(primary, { ...values, hs_lastmodifieddate: timestamp }, world.core.clock.now(), timestamp, source);
	moveLinks(world, type, other, primary);
	return primary;
}

function mergedIds(records: CrmRecord[], survivor?: CrmRecord): Values {
	const ids = records.flatMap((record) => [
		...(record.properties.hs_merged_object_ids?.split(';') ?? []),
		...(record === survivor ? [] : [record.id]),
	]);
	return { hs_merged_object_ids: [...new Set(ids)].join(';') };
}

function moveLinks(world: World, type: ObjectType, old: CrmRecord, target: CrmRecord): void {
	old.mergedInto = target.id;
	world.links.copy({ type, id: old.id }, { type, id: target.id }, OBJECT_TYPES);
	for (const other of OBJECT_TYPES) {
		for (const link of world.links.list({ type, id: old.id }, other)) {
			const to = { type: other, id: link.toId };
			world.links.remove({ type, id: old.id }, to);
			associationChanged(world, { type, id: target.id }, to);
		}
	}
}
