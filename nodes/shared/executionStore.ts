/**
 * Declares a value that is kept for as long as its owner lives, and goes with it: the context of an execution, or the
 * data that all tries of one have in common. Each declaration is a typed key: it makes the value at the first question.
 *
 * A trigger's context lives for as long as the workflow is active, so what is kept for it must not go stale.
 */
export function executionStore<T, Owner extends object = object>(fresh: (owner: Owner) => T): (owner: Owner) => T {
	const values = new WeakMap<Owner, { value: T }>();
	return (owner) => {
		const kept = values.get(owner) ?? { value: fresh(owner) };
		values.set(owner, kept);
		return kept.value;
	};
}
