import { entryOf } from '../../shared/isRecord';
import type { Missing } from './bindings';
import type { ChatCard, ChatCardNode } from './chatCard';
import { childrenOf, operatorsOf } from './chatCard';
import { DEEPEST_OPERATOR, operatorCall } from './operators';

/** Packages in several languages: keys stand on the card, and `strings_<language>.json` has their texts. */

/** The texts of a language, by key. */
export type Strings = Readonly<Record<string, unknown>>;

const STRINGS_FILE = /^strings_([a-z0-9_-]{2,20})\.json$/i;

/** The language of a file with texts; undefined for any other file. */
export const languageOfFile = (name: string): string | undefined => STRINGS_FILE.exec(name)?.[1];

const folded = (language: string): string => language.trim().toLowerCase().replaceAll('_', '-');

/** The language wanted, its language without a region, another region of it, English, and then whatever there is. */
function inOrder(languages: readonly string[], wanted: string): string[] {
	const full = folded(wanted);
	const [base = full] = full.split('-');
	const rank = (language: string): number => {
		const name = folded(language);
		if (name === full) return 0;
		if (name === base) return 1;
		if (name.startsWith(`${base}-`)) return 2;
		return name === 'en' ? 3 : 4;
	};
	return [...languages].sort((one, other) => rank(one) - rank(other));
}

/** What a key looks like; a text has blanks. */
const KEY = /^[\w.-]{1,200}$/;

/** Texts by their keys, in one language. What that language lacks comes from the next one, and is noted. */
export class Localisation {
	private readonly order: string[];

	constructor(
		private readonly languages: ReadonlyMap<string, Strings>,
		wanted: string,
		private readonly note: (missing: Missing) => void = () => undefined,
	) {
		this.order = inOrder([...languages.keys()], wanted);
		const [best = ''] = this.order;
		if (folded(best).split('-')[0] === folded(wanted).split('-')[0]) return;
		const reason =
			best === '' ? 'the package has no texts in any language' : `the package lacks it; the texts are in "${best}"`;
		note({ name: `strings_${wanted}.json`, reason });
	}

	/** The text of a key; a text that is no key as it is. */
	text(key: string): string {
		for (const [index, language] of this.order.entries()) {
			const strings = this.languages.get(language) ?? {};
			const found = Object.hasOwn(strings, key) ? strings[key] : undefined;
			if (typeof found !== 'string') continue;
			if (index > 0) this.note({ name: key, reason: `only "${language}" has a text for it` });
			return found;
		}
		if (KEY.test(key)) this.note({ name: key, reason: 'no language has a text for it' });
		return key;
	}
}

/** Literals that are shown; what is only compared stays. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
	conditional_value: ['value', 'default'],
	format_string: ['format'],
};

function localisedOperator(value: unknown, localisation: Localisation, shown: boolean, depth = 0): unknown {
	if (depth > DEEPEST_OPERATOR) return value;
	if (typeof value === 'string') return shown && !value.includes('${') ? localisation.text(value) : value;
	const call = operatorCall(value);
	if (call === undefined) return value;
	const { operator, parameters } = call;
	const entries = Object.entries(parameters).map(([name, given]) => [
		name,
		localisedOperator(given, localisation, entryOf(SHOWN, operator)?.includes(name) === true, depth + 1),
	]);
	return { ...Object.fromEntries(entries), operator };
}

function localisedNode(node: ChatCardNode, localisation: Localisation): ChatCardNode {
	const { string } = node;
	const children = childrenOf(node).map((child) => localisedNode(child, localisation));
	return {
		...node,
		...(typeof string === 'string' && !string.includes('${') ? { string: localisation.text(string) } : {}),
		...(children.length === 0 ? {} : { children }),
	};
}

/** The card with the texts of a language in place of their keys. */
export function localisedCard(card: ChatCard, localisation: Localisation): ChatCard {
	const operators = Object.entries(operatorsOf(card)).map(([name, value]) => [
		name,
		localisedOperator(value, localisation, true),
	]);
	return {
		...card,
		schema: localisedNode(card.schema, localisation),
		...(operators.length === 0 ? {} : { Operators: Object.fromEntries(operators) }),
	};
}
