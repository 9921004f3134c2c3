import { asText, numberOf, Unresolved } from './unresolved';

/** A placeholder as in C: position, flags, width, precision, length, conversion. */
const PLACEHOLDER = /%(?:(\d{1,3})\$)?([-+ 0#,]{0,5})(\d{1,4})?(?:\.(\d{1,3}))?(?:hh|h|ll|l|L|q|j|z|t)?([a-zA-Z@%])/g;

const WIDEST = 200;
const MAX_DECIMALS = 20;

function converted(conversion: string, value: unknown, flags: string, precision: number | undefined): string {
	if (conversion === 's' || conversion === '@') {
		const text = asText(value);
		return precision === undefined ? text : text.slice(0, precision);
	}
	const number = numberOf(value, 'format_string');
	const decimals = Math.min(precision ?? 6, MAX_DECIMALS);
	const signed = (text: string) => (number < 0 ? text : flags.includes('+') ? `+${text}` : text);
	switch (conversion) {
		case 'd':
		case 'i':
		case 'u': {
			const whole = Math.trunc(number);
			return signed(flags.includes(',') ? whole.toLocaleString('en-US') : String(whole));
		}
		case 'f':
		case 'F':
			return signed(number.toFixed(decimals));
		case 'e':
		case 'E':
			return signed(number.toExponential(decimals));
		case 'g':
		case 'G':
			return signed(asText(number));
		case 'x':
			return Math.trunc(number).toString(16);
		case 'X':
			return Math.trunc(number).toString(16).toUpperCase();
		default:
			throw new Unresolved(`format_string does not know %${conversion}`);
	}
}

function padded(text: string, flags: string, width: number, isNumber: boolean): string {
	if (flags.includes('-')) return text.padEnd(width);
	if (!flags.includes('0') || !isNumber) return text.padStart(width);
	const sign = /^[-+]/.exec(text)?.[0] ?? '';
	return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

/** `format_string`: placeholders such as `%s`, `%d` and `%.2f` filled with the values, in their order. */
export function formatted(format: string, values: readonly unknown[]): string {
	let next = 0;
	return format.replace(
		PLACEHOLDER,
		(
			_whole,
			position: string | undefined,
			flags: string,
			width: string | undefined,
			precision: string | undefined,
			conversion: string,
		) => {
			if (conversion === '%') return '%';
			const index = position === undefined ? next++ : Number(position) - 1;
			if (!(index in values)) throw new Unresolved(`format_string has no value number ${index + 1}`);
			const digits = precision === undefined ? undefined : Number(precision);
			const text = converted(conversion, values[index], flags, digits);
			return padded(text, flags, Math.min(Number(width ?? 0), WIDEST), conversion !== 's' && conversion !== '@');
		},
	);
}
