/**
 * As `String(value)`, for a value whose form nobody warrants. JSON can hold objects that JavaScript has no text for, as
 * `{"toString": 1}`: `String` throws at them, this says `[object Object]` as it does for other objects.
 */
export function safeString(value: unknown): string {
	try {
		return String(value);
	} catch {
		return Array.isArray(value) ? value.map(safeString).join(',') : Object.prototype.toString.call(value);
	}
}

/** As `Number(value)`, and NaN for an object that has no number, as `{"valueOf": 1, "toString": 1}`. */
export function safeNumber(value: unknown): number {
	try {
		return Number(value);
	} catch {
		return Number.NaN;
	}
}

/** What people read of a value. An object or a list has no text of its own, so that another name has to do. */
export function plainText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
