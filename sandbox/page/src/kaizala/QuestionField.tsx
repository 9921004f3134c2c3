import type { KaizalaQuestion } from '../states';

const INPUT_TYPES: Record<string, string> = { Numeric: 'number', Date: 'date', DateTime: 'datetime-local' };

export function QuestionField({ question, name }: { question: KaizalaQuestion; name: string }) {
	const { title, type, options = [] } = question;
	if (type !== 'SingleOption' && type !== 'MultiOption') {
		return (
			<label class="field">
				{title}
				<input name={name} type={INPUT_TYPES[type] ?? 'text'} step="any" required autocomplete="off" />
			</label>
		);
	}
	const single = type === 'SingleOption';
	return (
		<fieldset>
			<legend>{title}</legend>
			{options.map((option) => (
				<label key={option.title}>
					<input type={single ? 'radio' : 'checkbox'} name={name} value={option.title} required={single} />
					{option.title}
				</label>
			))}
		</fieldset>
	);
}
