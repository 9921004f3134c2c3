import { isRecord } from '../../shared/isRecord';
import { firstOfPath } from './jsonPath';
import { formatted } from './formatString';
import { asText, numberOf, Unresolved } from './unresolved';

/**
 * The operators of a chat card, which choose or compute a text: https://github.com/MicrosoftDocs/kaizala-docs, file
 * `Articles/Actions/Operator.md`. Each can be written as an object with names, or as a list that begins with the operator.
 */

/** The parameters of each operator, in the order of the short form. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
	addition: ['args'],
	conditional_value: ['condition', 'value', 'default'],
	division: ['arg1', 'arg2'],
	eq: ['value1', 'value2'],
	format_profile_names: ['src', 'property'],
	format_string: ['format', 'args'],
	is_it_me: ['value'],
	jsonpath_value: ['entity', 'path'],
	message_conversation_name: ['value'],
	message_creation_time: ['value'],
	modulo: ['arg1', 'arg2'],
	multiplication: ['args'],
	profile_name: ['id'],
	property_value: ['src', 'property'],
	subtraction: ['arg1', 'arg2'],
};

/** Deeper than any card of people. */
export const DEEPEST_OPERATOR = 40;

/** Longer than any text that a card shows. */
const LONGEST_RESULT = 32_000;

export interface OperatorCall {
	operator: string;
	/** By the names of the long form. */
	parameters: Record<string, unknown>;
}

/** Arithmetic of two takes its values in a list, too. */
function inOrder(names: readonly string[], given: readonly unknown[]): Array<[string, unknown]> {
	const [first] = given;
	const values = names[0] === 'arg1' && given.length === 1 && Array.isArray(first) ? first : given;
	return names.slice(0, values.length).map((name, index) => [name, values[index]]);
}

/** The operator that a value is, in either form; undefined for a plain value. */
export function operatorCall(value: unknown): OperatorCall | undefined {
	if (Array.isArray(value)) {
		const [operator, ...given]: unknown[] = value;
		if (typeof operator !== 'string' || !Object.hasOwn(PARAMETERS, operator)) return undefined;
		return { operator, parameters: Object.fromEntries(inOrder(PARAMETERS[operator] ?? [], given)) };
	}
	if (!isRecord(value) || typeof value.operator !== 'string') return undefined;
	const { operator, ...parameters } = value;
	return { operator, parameters };
}

/** The name of an operator that Kaizala does not have; undefined for its own operators and for plain values. */
function unknownOperatorIn(value: unknown): string | undefined {
	const name: unknown = Array.isArray(value) ? value[0] : isRecord(value) ? value.operator : undefined;
	return typeof name === 'string' && !Object.hasOwn(PARAMETERS, name) ? name : undefined;
}

/** Why Kaizala would not understand one of these, if so. */
const problemIn = (values: readonly unknown[], depth: number): string | undefined =>
	values.map((value) => operatorProblem(value, depth)).find((problem) => problem !== undefined);

/** Why Kaizala would not understand an operator, if so. */
export function operatorProblem(value: unknown, depth = 0): string | undefined {
	if (depth > DEEPEST_OPERATOR) return 'nests too deeply';
	const call = operatorCall(value);
	const unknownName = unknownOperatorIn(value);
	if (unknownName !== undefined) return `has the operator "${unknownName.slice(0, 60)}", which Kaizala does not know`;
	if (call === undefined) return Array.isArray(value) ? problemIn(value, depth + 1) : undefined;
	const { operator, parameters } = call;
	for (const name of PARAMETERS[operator] ?? []) {
		if (!Object.hasOwn(parameters, name)) return `has the operator "${operator}" without "${name}"`;
		const given = parameters[name];
		const problem = problemIn(name === 'args' && Array.isArray(given) ? given : [given], depth + 1);
		if (problem !== undefined) return problem;
	}
	return undefined;
}

/** What operators ask for outside of themselves. Each throws `Unresolved` for what it does not have. */
export interface OperatorScope {
	/** A text with its bindings filled in. */
	fill(text: string): string;
	/** A property of the message on the phone (`local`) or of the card (`server`). */
	property(source: string, name: string): unknown;
	/** The user ID of the person who looks at the card. */
	me(): string;
	/** Whether that person is known and among these. */
	isMe(ids: readonly string[]): boolean;
	profileName(id: string): string;
	/** What `jsonpath_value` looks into. */
	entity(name: string): unknown;
	message(what: 'conversationName' | 'creationTime'): string;
}

function isTrue(value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	const text = asText(value).trim().toLowerCase();
	if (text === 'true' || text === '1') return true;
	if (text === 'false' || text === '0' || text === '') return false;
	throw new Unresolved('its condition is neither true nor false');
}

function idsOf(value: unknown): string[] {
	if (Array.isArray(value)) return value.map(asText);
	const text = asText(value);
	try {
		const list: unknown = JSON.parse(text);
		if (Array.isArray(list)) return list.map(asText);
	} catch {
		// A single ID.
	}
	return text === '' ? [] : [text];
}

/** "Anna & 2 more"; whoever looks at the card is "You", and comes first. */
function profileNames(ids: readonly string[], scope: OperatorScope): string {
	const [first, ...more] = ids;
	if (first === undefined) return '';
	const name = scope.isMe(ids) ? 'You' : scope.profileName(first);
	return more.length === 0 ? name : `${name} & ${more.length} more`;
}

/** Evaluates a value of a card. Each part is looked at once, so the time is linear in the size of the card. */
export function evaluateOperator(value: unknown, scope: OperatorScope, depth = 0): unknown {
	if (depth > DEEPEST_OPERATOR) throw new Unresolved('its operators nest too deeply');
	const call = operatorCall(value);
	const unknownName = unknownOperatorIn(value);
	if (unknownName !== undefined) throw new Unresolved(`the operator "${unknownName.slice(0, 60)}" is not known`);
	if (call === undefined) return typeof value === 'string' ? scope.fill(value) : value;
	const { operator, parameters } = call;
	const raw = (name: string): unknown => {
		if (Object.hasOwn(parameters, name)) return parameters[name];
		throw new Unresolved(`${operator} lacks "${name}"`);
	};
	const of = (name: string): unknown => evaluateOperator(raw(name), scope, depth + 1);
	const text = (name: string): string => asText(of(name));
	const number = (name: string): number => numberOf(of(name), operator);
	const list = (name: string): unknown[] => {
		const given = raw(name);
		if (!Array.isArray(given)) throw new Unresolved(`"${name}" of ${operator} is not a list`);
		return given.map((entry: unknown) => evaluateOperator(entry, scope, depth + 1));
	};
	const divisor = (): number => {
		const by = number('arg2');
		if (by === 0) throw new Unresolved('it divides by zero');
		return by;
	};
	const compute = (): unknown => {
		switch (operator) {
			case 'conditional_value':
				return of(isTrue(of('condition')) ? 'value' : 'default');
			case 'eq':
				return text('value1') === text('value2');
			case 'is_it_me':
				return text('value').toLowerCase() === scope.me().toLowerCase();
			case 'property_value':
				return scope.property(text('src').toLowerCase(), text('property'));
			case 'format_string':
				return formatted(text('format'), list('args'));
			case 'format_profile_names':
				return profileNames(idsOf(scope.property(text('src').toLowerCase(), text('property'))), scope);
			case 'profile_name':
				return scope.profileName(text('id'));
			case 'jsonpath_value':
				return firstOfPath(scope.entity(text('entity')), text('path'));
			case 'message_conversation_name':
				return scope.message('conversationName');
			case 'message_creation_time':
				return scope.message('creationTime');
			case 'addition':
				return list('args').reduce<number>((sum, entry) => sum + numberOf(entry, operator), 0);
			case 'multiplication':
				return list('args').reduce<number>((product, entry) => product * numberOf(entry, operator), 1);
			case 'subtraction':
				return number('arg1') - number('arg2');
			case 'division':
				return number('arg1') / divisor();
			default:
				// modulo
				return number('arg1') % divisor();
		}
	};
	const result = compute();
	if (typeof result === 'string' && result.length > LONGEST_RESULT) throw new Unresolved('its text is too long');
	return result;
}
