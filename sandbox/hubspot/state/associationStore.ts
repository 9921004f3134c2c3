import { type AssociationType, inverseOf, typesBetween } from '../schema/associationTypes';
import type { ObjectType } from '../types';

/** One end of an association. */
export interface End {
	type: ObjectType;
	id: string;
}

export interface Link {
	toId: string;
	types: AssociationType[];
}

/** Associations between records, kept in both directions. */
export class AssociationStore {
	/** `typeId:id` -> type id of the others -> id of the other -> kinds. */
	private readonly links = new Map<string, Map<string, Map<string, Set<AssociationType>>>>();

	clear(): void {
		this.links.clear();
	}

	/** The associated records in order of their ids. */
	list(from: End, to: ObjectType): Link[] {
		const found = this.links.get(keyOf(from))?.get(to.typeId);
		if (found === undefined) return [];
		return [...found.entries()]
			.map(([toId, types]) => ({ toId, types: [...types].sort((a, b) => a.typeId - b.typeId) }))
			.sort((a, b) => Number(a.toId) - Number(b.toId));
	}

	has(from: End, to: End): boolean {
		return this.links.get(keyOf(from))?.get(to.type.typeId)?.has(to.id) ?? false;
	}

	/** Adds kinds; the unlabeled one always comes along. */
	add(from: End, to: End, types: readonly AssociationType[]): void {
		const base = typesBetween(from.type, to.type).filter((type) => type.base);
		for (const type of [...base, ...types]) {
			const inverse = inverseOf(type);
			if (type.primary) this.demotePrimary(from, type);
			if (inverse?.primary) this.demotePrimary(to, inverse);
			this.set(from, to, type);
			if (inverse !== undefined) this.set(to, from, inverse);
		}
	}

	/** The labels of a pair become exactly these. */
	replace(from: End, to: End, types: readonly AssociationType[]): void {
		this.remove(from, to);
		this.add(from, to, types);
	}

	remove(from: End, to: End): void {
		this.links.get(keyOf(from))?.get(to.type.typeId)?.delete(to.id);
		this.links.get(keyOf(to))?.get(from.type.typeId)?.delete(from.id);
	}

	/** Removes given kinds; without the unlabeled one the whole association goes. */
	removeTypes(from: End, to: End, types: readonly AssociationType[]): void {
		if (types.some((type) => type.base)) {
			this.remove(from, to);
			return;
		}
		for (const type of types) {
			this.unset(from, to, type);
			const inverse = inverseOf(type);
			if (inverse !== undefined) this.unset(to, from, inverse);
		}
	}

	/** Ends all associations of a record that is no more. */
	detach(end: End, others: readonly ObjectType[]): void {
		for (const type of others) {
			for (const { toId } of this.list(end, type)) this.remove(end, { type, id: toId });
		}
	}

	/** Moves all associations of one record to another, for merges. */
	copy(from: End, target: End, others: readonly ObjectType[]): void {
		for (const other of others) {
			for (const link of this.list(from, other)) {
				const to = { type: other, id: link.toId };
				if (keyOf(to) === keyOf(target)) continue;
				const hasPrimary = this.list(target, other).some((existing) => existing.types.some((type) => type.primary));
				this.add(target, to, hasPrimary ? link.types.filter((type) => !type.primary) : link.types);
			}
		}
	}

	private demotePrimary(from: End, type: AssociationType): void {
		const inverse = inverseOf(type);
		for (const link of this.list(from, type.to)) {
			const to = { type: type.to, id: link.toId };
			this.unset(from, to, type);
			if (inverse !== undefined) this.unset(to, from, inverse);
		}
	}

	private set(from: End, to: End, type: AssociationType): void {
		const byType = ensure(this.links, keyOf(from), () => new Map<string, Map<string, Set<AssociationType>>>());
		const byId = ensure(byType, to.type.typeId, () => new Map<string, Set<AssociationType>>());
		ensure(byId, to.id, () => new Set<AssociationType>()).add(type);
	}

	private unset(from: End, to: End, type: AssociationType): void {
		this.links.get(keyOf(from))?.get(to.type.typeId)?.get(to.id)?.delete(type);
	}
}

function keyOf(end: End): string {
	return `${end.type.typeId}:${end.id}`;
}

function ensure<K, V>(map: Map<K, V>, key: K, make: () => V): V {
	let found = map.get(key);
	if (found === undefined) {
		found = make();
		map.set(key, found);
	}
	return found;
}
