import type { IExecuteFunctions } from 'n8n-workflow';

import { DATES_HINT, inputError, valueError } from '../../shared/errors';
import type { ApiContext } from '../../shared/http/types';
import { DateTimeProblem, isWrittenDay, toDay, toInstant, trimInvisible } from '../../shared/parameters/dateTime';
import { isZone } from '../../shared/timeZones';
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

/** As Thulium itself writes times, in its webhooks with seconds. */
const OWN_FORM = /^(\d{4}-\d\d-\d\d \d\d:\d\d)(?::\d\d(?:\.\d+)?)?$/;

/**
 * A date as Thulium wants it, `YYYY-MM-DD HH:MM` on the clock of the system. What is in that form already
 * passes unchanged. Everything else is an instant, and a time without an offset is meant in the workflow's time zone. A
 * bare day gets `timeOfDay`, because what Thulium makes of it is unknown.
 */
export function toThuliumTime(
	value: string,
	zones: { workflow: string; system: string },
	timeOfDay: string,
): string | DateTimeProblem {
	const [, own] = OWN_FORM.exec(trimInvisible(value)) ?? [];
	// The clock of the workflow says nothing of a time on that of the system.
	const at = toInstant(value, own === undefined ? zones.workflow : 'utc');
	if (at instanceof DateTimeProblem) return at;
	if (own !== undefined) return own;
	const day = isWrittenDay(value, zones.workflow) ? toDay(value, zones.workflow) : at;
	if (typeof day === 'string') return `${day} ${timeOfDay}`;
	return wallTime(at, zones.system);
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
		const time = toThuliumTime(value, { workflow: context.getTimezone(), system }, timeOfDay);
		if (!(time instanceof DateTimeProblem)) return time;
		throw valueError(context, `The field "${label}" ${time.problem}`, {
			itemIndex,
			description: time.advice,
			hint: DATES_HINT,
		});
	};
}

type Range = (from: string, first: string | undefined, to: string, last: string | undefined) => [string, string];

/**
 * The first and the last minute of two filters. Never a bare day: which minute Thulium takes it for is unknown.
 * @throws NodeOperationError when they stand the wrong way round, and nothing can be found.
 */
export async function rangeReader(context: IExecuteFunctions, itemIndex: number): Promise<Range> {
	const readDate = await dateReader(context, itemIndex);
	return (from, first, to, last) => {
		const range: [string, string] = [readDate(from, first), readDate(to, last, '23:59')];
		if (range.includes('') || range[0] <= range[1]) return range;
		const problem = `is earlier than "${from}", so nothing can match`;
		throw valueError(context, `The field "${to}" ${problem}`, {
			itemIndex,
			description: 'Enter the earlier date first, or check the expressions that fill them.',
		});
	};
}
