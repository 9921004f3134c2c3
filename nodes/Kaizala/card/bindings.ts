import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import { shortName } from './adaptiveText';
import { fillBindings } from './fillBindings';
import type { OperatorScope } from './operators';
import { evaluateOperator, operatorCall } from './operators';
import { asText, Unresolved, unresolved } from './unresolved';

/** A question as `AppModel.json` and the API write it. */
export interface CardQuestion {
	title: string;
	type?: string;
	isInvisible?: boolean;
	options?: Array<{ title?: string; text?: string; pictureUrl?: string }>;
}

/** What a card is filled from. What is not known is left out. */
export interface CardData {
	title: string;
	/** By name; lists are a JSON array in a string. */
	properties: ReadonlyMap<string, string>;
	expiry?: string;
	questions?: readonly CardQuestion[];
	myLatestResponse?: { sendTime?: string; questionToAnswerMap?: Readonly<Record<string, unknown>> };
	summary?: Readonly<Record<string, unknown>>;
	/** The user ID of whoever looks at the card. */
	me?: string;
	/** Names by user ID. */
	people?: ReadonlyMap<string, string>;
	/** Properties of the message that only the phone has, such as `creator`. */
	local?: Readonly<Record<string, unknown>>;
	/** Other data by name; `message` is the message that the card is. */
	entities?: Readonly<Record<string, unknown>>;
}

const PROPERTY = /^Form\.properties\[([^\]]+)\](?:\.(value|length))?$/;
const QUESTION = /^Form\.questions\[(\d{1,6})\]\.(title|options(?:\.length)?|options\[(\d{1,6})\]\.(text|pictureUrl))$/;
const ANSWER = /^MyLatestResponse\.questionToAnswerMap\[([^\]]+)\]$/;
const SUMMARY = /^Summary\.(totalResponseCount|totalParticipantsCount|targetResponderCount)$/;
const PLAIN = /^(?:Form\.(?:title|expiry|(?:questions|properties)(?:\.length)?)|MyLatestResponse\.sendTime)$/;
const OPERATOR = /^Operators\.([\w-]{1,200})$/;

/** Whether Kaizala documents such a binding. What `Operators.` names is defined in the card itself. */
export const isKnownBinding = (path: string): boolean =>
	[PROPERTY, QUESTION, ANSWER, SUMMARY, PLAIN, OPERATOR].some((pattern) => pattern.test(path));

/** The operator that a binding names. */
export const operatorOf = (path: string): string | undefined => OPERATOR.exec(path)?.[1];

/** Something in the card that has no value, and why. */
export interface Missing {
	name: string;
	reason: string;
}

/** More text than any card has: what fills it up is a card that repeats itself. */
const MAX_TEXT = 16_000_000;

const ownEntry = (record: Readonly<Record<string, unknown>> | undefined, key: string): unknown =>
	record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

/** `length` counts the entries of a list; a plain text has its own. */
function lengthOf(value: string): number {
	try {
		const list: unknown = JSON.parse(value);
		if (Array.isArray(list)) return list.length;
	} catch {
		// Plain text.
	}
	return value.length;
}

/** `what` as in "the response count": it was not handed in. */
function known<T>(value: T | undefined, what: string): T {
	if (value !== undefined && value !== null) return value;
	throw new Unresolved(`"${what}" is not in the data of the card`);
}

/** Fills in the bindings of one card. Each binding and each text is worked out once. */
export class CardBindings {
	private readonly missing = new Map<string, string>();

	private readonly texts = new Map<string, string>();

	private readonly values = new Map<string, string | Unresolved>();

	private readonly underway = new Set<string>();

	private left = MAX_TEXT;

	private readonly scope: OperatorScope;

	/** @param operators those of the card, by name. */
	constructor(
		private readonly data: CardData,
		private readonly operators: Readonly<Record<string, unknown>> = {},
	) {
		this.scope = {
			fill: (text) => fillBindings(text, (path) => this.valueOf(path)),
			property: (source, name) => this.property(source, name),
			me: () => known(data.me, 'me'),
			isMe: (ids) => data.me !== undefined && ids.includes(data.me),
			profileName: (id) => {
				const name = data.people?.get(id) ?? data.people?.get(id.toLowerCase());
				if (name !== undefined) return name;
				throw new Unresolved(`the name of the user "${id.slice(0, 60)}" is not in the data of the card`);
			},
			entity: (name) => this.entity(name),
			message: (what) => {
				const message = ownEntry(data.entities, 'message');
				return asText(known(ownEntry(isRecord(message) ? message : undefined, what), `message.${what}`));
			},
		};
	}

	/** A text of the card with its bindings filled in; what has no value is empty, and noted. */
	fill(text: string): string {
		const before = this.texts.get(text);
		if (before !== undefined) return before;
		if (this.isExhausted) return '';
		const filled = fillBindings(text, (path) => this.resolve(path));
		this.left -= filled.length;
		this.texts.set(text, filled);
		return filled;
	}

	/** A text of the card as it is written: a text with bindings, a number, or an operator in place of a text. */
	text(value: unknown): string {
		if (typeof value !== 'object' || value === null) return this.fill(asText(value));
		try {
			if (operatorCall(value) === undefined) throw new Unresolved('it is neither a text nor an operator');
			return asText(evaluateOperator(value, this.scope));
		} catch (error) {
			this.note({ name: shortName(asText(value)), reason: unresolved(error).message });
			return '';
		}
	}

	/** Whether the card is so large that not all of its texts were filled. */
	get isExhausted(): boolean {
		return this.left <= 0;
	}

	/** Everything that had no value so far. */
	get unresolved(): Missing[] {
		return [...this.missing].map(([name, reason]) => ({ name, reason }));
	}

	/** Whether a binding had no value so far. */
	lacks(path: string): boolean {
		return this.missing.has(path);
	}

	note({ name, reason }: Missing): void {
		if (!this.missing.has(name)) this.missing.set(name, reason);
	}

	/** The value of one binding, without `${` and `}`. */
	resolve(path: string): string {
		try {
			return this.valueOf(path);
		} catch (error) {
			this.note({ name: path, reason: unresolved(error).message });
			return '';
		}
	}

	private valueOf(path: string): string {
		let value = this.values.get(path);
		if (value === undefined) {
			try {
				value = asText(this.compute(path));
			} catch (error) {
				value = unresolved(error);
			}
			this.values.set(path, value);
		}
		if (value instanceof Unresolved) throw value;
		return value;
	}

	private compute(path: string): unknown {
		const operator = operatorOf(path);
		if (operator !== undefined) return this.operator(operator);
		const [, property, part] = PROPERTY.exec(path) ?? [];
		if (property !== undefined) {
			const value = this.propertyOfCard(property);
			return part === 'length' ? lengthOf(value) : value;
		}
		const { title, expiry, properties, questions, myLatestResponse, summary } = this.data;
		const [, index, what = '', optionIndex, optionPart] = QUESTION.exec(path) ?? [];
		if (index !== undefined) {
			const question = known(known(questions, 'questions')[Number(index)], `questions[${index}]`);
			if (what === 'title') return question.title;
			const options = question.options ?? [];
			if (what === 'options') return options;
			if (what === 'options.length') return options.length;
			const option = known(options[Number(optionIndex)], `questions[${index}].options[${optionIndex ?? ''}]`);
			return known(optionPart === 'text' ? (option.text ?? option.title) : option.pictureUrl, path);
		}
		const [, answer] = ANSWER.exec(path) ?? [];
		if (answer !== undefined) {
			const value = known(ownEntry(myLatestResponse?.questionToAnswerMap, answer), `answers[${answer}]`);
			return Array.isArray(value) ? value.map(asText).join(', ') : value;
		}
		const [, count] = SUMMARY.exec(path) ?? [];
		if (count !== undefined) return known(ownEntry(summary, count), `summary.${count}`);
		switch (path) {
			case 'Form.title':
				return title;
			case 'Form.expiry':
				return known(expiry, 'expiry');
			case 'Form.properties':
				return this.namedProperties;
			case 'Form.properties.length':
				return properties.size;
			case 'Form.questions':
				return known(questions, 'questions');
			case 'Form.questions.length':
				return known(questions, 'questions').length;
			case 'MyLatestResponse.sendTime':
				return known(myLatestResponse?.sendTime, 'sendTime');
			default:
				throw new Unresolved('Kaizala has no such binding');
		}
	}

	private get namedProperties(): IDataObject[] {
		return [...this.data.properties].map(([name, value]) => ({ name, value }));
	}

	private operator(name: string): unknown {
		if (!Object.hasOwn(this.operators, name)) throw new Unresolved('the card has no such operator');
		if (this.underway.has(name)) throw new Unresolved('it refers to itself');
		if (this.underway.size >= 20) throw new Unresolved('its operators nest too deeply');
		this.underway.add(name);
		try {
			return evaluateOperator(this.operators[name], this.scope);
		} finally {
			this.underway.delete(name);
		}
	}

	private propertyOfCard(name: string): string {
		const value = this.data.properties.get(name);
		if (value !== undefined) return value;
		throw new Unresolved(`the card has no property "${name.slice(0, 60)}"`);
	}

	/** The phone keeps the properties of the card beside its own. */
	private property(source: string, name: string): unknown {
		const own = source === 'local' ? ownEntry(this.data.local, name) : undefined;
		return own ?? this.propertyOfCard(name);
	}

	private entity(name: string): unknown {
		const wanted = name.toLowerCase();
		if (wanted === 'form') {
			const { title, questions = [] } = this.data;
			return { title, properties: this.namedProperties, questions };
		}
		return known(ownEntry(this.data.entities, wanted), wanted);
	}
}
