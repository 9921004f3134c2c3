import type { Json } from '../../../core/types';
import { textIn } from '../parts/forms';
import type { KaizalaQuestion } from '../states';

const ANSWERABLE = ['SingleOption', 'MultiOption', 'Text', 'Numeric', 'Date', 'DateTime'];

export const isAnswerable = ({ type }: KaizalaQuestion) => ANSWERABLE.includes(type);

/** One answer per question, in the form that its type wants; the fields are named by position. */
export function answersIn(form: FormData, questions: KaizalaQuestion[]): Json[] {
	return questions.map(({ type }, index) => {
		const name = String(index);
		if (type === 'MultiOption') return form.getAll(name).filter((value) => typeof value === 'string');
		const text = textIn(form, name);
		if (type === 'Numeric') return Number(text);
		// Seconds, although the events carry milliseconds.
		return type === 'DateTime' || type === 'Date' ? Math.floor(Date.parse(text) / 1000) : text;
	});
}
