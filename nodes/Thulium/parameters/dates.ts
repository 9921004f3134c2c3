import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import type { ApiContext } from '../../shared/http/types';
import { systemTimeZone } from '../transport';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
	const format =
		formats.get(zone) ??
		new Intl.DateTimeFormat('en-CA', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
		});
	formats.set(zone, format);
	return format;
}

/** What the clocks of a zone show at an instant: `YYYY-MM-DD HH:MM`. */
export function wallTime(at: number, zone: string): string {
	const parts = new Map(
		formatOf(zone)
			.formatToParts(at)
			.map(({ type, value }) => [type, value]),
	);
	const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
	return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** The instant at which the clocks of a zone show `YYYY-MM-DD HH:MM`. */
function instantOf(wall: string, zone: string): number {
	const utc = (time: string) => Date.parse(`${time.replace(' ', 'T')}Z`);
	const offset = (at: number) => utc(wallTime(at, zone)) - Math.floor(at / 60_000) * 60_000;
	const guess = utc(wall) - offset(utc(wall));
	return utc(wall) - offset(guess);
}

/** Whether the calendar and the clock have it: no 13th month, no 30 February, no hour 25. */
export function isReal(day: string, time: string): boolean {
	const at = Date.parse(`${day}T${time}Z`);
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(`${day}T${time}`);
}

const LOCAL = /^(\d{4}-\d\d-\d\d)(?:([ T])(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?)?$/;
const WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * A date as Thulium wants it, `YYYY-MM-DD HH:MM` on the clock of the system. What is in that form already
 * passes unchanged. n8n's dates are converted: with an offset they are an instant, without one they are meant in the
 * workflow's time zone. A bare day gets `timeOfDay`, because what Thulium makes of it is unknown.
 */
export function toThuliumTime(value: string, zones: { workflow: string; system: string }, timeOfDay: string): string {
	const text = value.trim();
	const [, day = '', separator, time] = LOCAL.exec(text) ?? [];
	if (day !== '' && !isReal(day, time ?? '00:00')) throw new RangeError('There is no such time');
	if (day !== '' && time === undefined) return `${day} ${timeOfDay}`;
	if (day !== '' && separator === ' ') return `${day} ${time}`;
	if (day === '' && (!WITH_OFFSET.test(text) || !isReal(text.slice(0, 10), text.slice(11, 16)))) {
		throw new RangeError('This is no date');
	}
	const at = day !== '' ? instantOf(`${day} ${time}`, zones.workflow) : Date.parse(text);
	return wallTime(at, zones.system);
}

/** Whether the system knows a time zone of this name. */
function isZone(zone: string): boolean {
	try {
		formatOf(zone);
		return true;
	} catch {
		return false;
	}
}

function unknownZone(context: ApiContext, zone: string, itemIndex?: number) {
	return inputError(context, `The System Time Zone "${zone}" in the credential is unknown`, {
		itemIndex,
		description: 'Enter a name such as Europe/Warsaw.',
	});
}

/** The time zone of the system, as the credential names it. @throws NodeOperationError when there is none of that name. */
export async function knownTimeZone(context: ApiContext): Promise<string> {
	const zone = await systemTimeZone(context);
	if (isZone(zone)) return zone;
	throw unknownZone(context, zone);
}

/** What the clocks of the system show by this host's clock. */
export async function nowInThulium(context: ApiContext): Promise<string> {
	return wallTime(Date.now(), await knownTimeZone(context));
}

/** Converts the dates of one item; an empty date stays empty. */
export async function dateReader(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<(label: string, value: string | undefined, timeOfDay?: string) => string> {
	const system = await systemTimeZone(context);
	return (label, value = '', timeOfDay = '00:00') => {
		if (value.trim() === '') return '';
		if (!isZone(system)) throw unknownZone(context, system, itemIndex);
		try {
			return toThuliumTime(value, { workflow: context.getTimezone(), system }, timeOfDay);
		} catch {
			throw inputError(context, `The field "${label}" is not a date: "${value.slice(0, 60)}"`, {
				itemIndex,
				description: 'Use the date picker, an ISO date such as 2026-03-01T14:05:00Z, or 2026-03-01 14:05.',
			});
		}
	};
}
