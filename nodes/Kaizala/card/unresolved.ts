/** Why a part of a card has no value. The message says what is missing. */
export class Unresolved extends Error {}

/** A part that cannot be worked out for any other reason does not spoil the rest of the card. */
export const unresolved = (error: unknown): Unresolved =>
	error instanceof Unresolved ? error : new Unresolved('it cannot be worked out');

/** A computed number without the dust of binary fractions. */
const numberText = (value: number): string => String(Number(value.toPrecision(12)));

/** How a value of a card reads. */
export function asText(value: unknown): string {
	if (value === undefined || value === null) return '';
	switch (typeof value) {
		case 'string':
			return value;
		case 'number':
			return numberText(value);
		case 'boolean':
			return String(value);
		default:
			return JSON.stringify(value) ?? '';
	}
}

/** @param user what computes with it. */
export function numberOf(value: unknown, user: string): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && Number.isFinite(number)) return number;
	throw new Unresolved(`${user} needs a number, but has "${asText(value).slice(0, 60)}"`);
}
