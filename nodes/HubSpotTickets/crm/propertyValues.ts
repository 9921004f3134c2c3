import { executionStore } from '../../shared/executionStore';
import { DateTimeProblem, toDay, toInstant, trimInvisible } from '../../shared/parameters/dateTime';
import type { Choice } from '../../shared/parameters/values';
import {
	isChoice,
	isNamed,
	isNothing,
	numberText,
	Problem,
	quote,
	toBoolean,
	toChoice,
	toChoiceValue,
	toList,
	toFieldText,
	toText,
} from '../../shared/parameters/values';
import type { PropertyDefinition } from './metadata';

/** What a value means for a property of a given type: in a write, and as what a filter compares with. */

/** What people may choose; a hidden option is still understood. */
const choicesOf = executionStore(({ options, hiddenOptions }: PropertyDefinition) => {
	const shown: Choice[] = options.map(({ label, value }) => ({ name: label, value }));
	return { shown, all: [...shown, ...hiddenOptions.map(({ label, value }) => ({ name: label, value }))] };
});

function toOption(definition: PropertyDefinition, value: unknown): string | Problem {
	const { shown, all } = choicesOf(definition);
	// HubSpot fills some enumerations from elsewhere (owners, pipelines); it lists no options for them.
	if (all.length === 0) {
		const text = toText(value);
		return text instanceof Problem ? text : trimInvisible(text);
	}
	const chosen = toChoice(value, all);
	return chosen instanceof Problem ? withShownLabels(value, shown, chosen) : String(chosen.value);
}

/** Hidden options are not offered. */
function withShownLabels(value: unknown, shown: Choice[], problem: Problem): Problem {
	const offered = toChoice(value, shown);
	return offered instanceof Problem ? offered : problem;
}

/** Whether a text is one of the options, whatever separators stand in it. */
export const isOption = (definition: PropertyDefinition, text: string): boolean =>
	isChoice(text, choicesOf(definition).all);

/** The option that people call so, whatever the internal values are; undefined when there is none. */
export function optionNamed(definition: PropertyDefinition, name: string): string | Problem | undefined {
	const { all } = choicesOf(definition);
	return isNamed(all, name) ? toChoiceValue(name, all, true) : undefined;
}

/** Several options. A text may be one option with a comma in it, options between semicolons, or a list of any kind. */
export function toOptions(definition: PropertyDefinition, value: unknown): string[] | Problem {
	if (typeof value === 'string' && isOption(definition, value)) {
		const whole = toOption(definition, value);
		return whole instanceof Problem ? whole : [whole];
	}
	const isJson = typeof value === 'string' && trimInvisible(value).startsWith('[');
	const given =
		typeof value === 'string' && !isJson ? [...new Set(value.split(';'))].filter((part) => !isNothing(part)) : value;
	const chosen: string[] = [];
	for (const entry of [given].flat()) {
		if (isNothing(entry)) return new Problem('has an entry without a value', 'Take empty entries out of the list.');
		const one = isJson ? new Problem('') : toOption(definition, entry);
		if (!(one instanceof Problem)) {
			chosen.push(one);
			continue;
		}
		const several = toList(entry);
		if (several instanceof Problem) return several;
		for (const part of several) {
			const option = toOption(definition, part);
			if (option instanceof Problem) return option;
			chosen.push(option);
		}
	}
	return [...new Set(chosen)];
}

/** `A;B`. A text that begins with `;` adds to what is there. */
function toMultiSelect(definition: PropertyDefinition, value: unknown): string | Problem {
	const adds = typeof value === 'string' && trimInvisible(value).startsWith(';');
	const options = toOptions(definition, value);
	if (options instanceof Problem) return options;
	if (!adds) return options.join(';');
	// What is there would be cleared.
	if (options.length === 0) return new Problem(`is ${quote(value)}, which names nothing to add`);
	return `;${options.join(';')}`;
}

function dateText(value: string | number | DateTimeProblem): string | Problem {
	if (value instanceof DateTimeProblem) return new Problem(value.problem, value.advice);
	return typeof value === 'number' ? new Date(value).toISOString() : value;
}

/** One property value as HubSpot wants it: always a text; an empty one clears the property. */
export function toValue(
	definition: PropertyDefinition | undefined,
	value: unknown,
	timezone: string,
): string | Problem {
	if (definition?.type === undefined || definition.type === 'string') return toFieldText(value);
	if (isNothing(value)) return '';
	switch (definition.type) {
		case 'bool': {
			const given = toBoolean(value);
			return given instanceof Problem ? given : String(given);
		}
		case 'date':
			return dateText(toDay(value, timezone));
		case 'datetime':
			return dateText(toInstant(value, timezone));
		case 'enumeration':
			return definition.fieldType === 'checkbox' ? toMultiSelect(definition, value) : toOption(definition, value);
		case 'number':
			return numberText(value);
		default:
			return toFieldText(value);
	}
}

/** What a filter compares a property with: as in a write, and text without outer blanks. */
export function toOperand(definition: PropertyDefinition, value: unknown, timezone: string): string | Problem {
	const operand = toValue(definition, value, timezone);
	return operand instanceof Problem ? operand : trimInvisible(operand);
}
