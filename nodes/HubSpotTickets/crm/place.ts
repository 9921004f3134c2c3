import type { ApiContext } from '../../shared/http/types';
import { trimInvisible } from '../../shared/parameters/dateTime';
import type { Choice } from '../../shared/parameters/values';
import {
	isLossy,
	isNamed,
	LOST_DIGITS,
	Problem,
	toChoiceOfEither,
	toChoiceValue,
	toText,
} from '../../shared/parameters/values';
import type { Pipeline } from './metadata';
import { ownerByEmail, owners } from './metadata';
import { safeString } from '../../shared/safeConversion';

/** Pipelines, stages and owners by the names that people see. */

const named = ({ id, label }: { id: string; label: string }): Choice => ({ name: label, value: id });

/** IDs of pipelines and stages are digits as a rule; a label of digits alone is looked for under "By Name" only. */
export const isId = (text: string): boolean => /^\d+$/.test(text);

export function pipelineChoice(all: readonly Pipeline[], given: string, isName = false): string | Problem {
	return toChoiceValue(given, all.map(named), isName);
}

/** A stage by its ID or its name, within the pipeline where one is given. "Pipeline / Stage" names both. */
export function stageChoice(
	all: readonly Pipeline[],
	given: string,
	pipelineId?: string,
	isName = false,
): string | Problem {
	const within = all.filter(({ id }) => pipelineId === undefined || id === pipelineId);
	const stages = within.flatMap(({ stages: list }) => list.map(named));
	const chosen = toChoiceValue(given, stages, isName);
	if (!(chosen instanceof Problem)) return chosen;
	const full = within.flatMap(({ label, stages: list }) =>
		list.map((stage) => ({ name: `${label} / ${stage.label}`, value: stage.id })),
	);
	const both = toChoiceValue(given, full);
	if (!(both instanceof Problem)) return both;
	return within.length > 1 && !isNamed(stages, given) ? both : chosen;
}

/** An owner by ID, email address, or name as it is shown. */
export async function ownerChoice(context: ApiContext, given: unknown, isName = false): Promise<string | Problem> {
	const whole = isLossy(given) ? new Problem(`is ${safeString(given)}`, LOST_DIGITS) : toText(given);
	if (whole instanceof Problem) return whole;
	const text = trimInvisible(whole);
	if ((isId(text) && !isName) || text === '') return text;
	if (text.includes('@') && !text.includes(' ')) {
		const owner = await ownerByEmail(context, text.toLowerCase());
		if (owner !== undefined) return owner.id;
		return new Problem(
			`has no active owner with the email address "${text}"`,
			'Choose the owner from the list, or enter the ID, the name or the email address of a HubSpot user.',
		);
	}
	const all = await owners(context);
	return toChoiceOfEither(
		text,
		all.map(named),
		all.map(({ id, name }) => ({ name, value: id })),
		isName,
	);
}
