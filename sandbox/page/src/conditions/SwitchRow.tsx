import type { Json, ServiceName } from '../../../core/types';
import { labelOf, positionOf } from './switchWords';

interface SwitchRowProps {
	service: ServiceName;
	name: string;
	value: Json;
	/** Its position after a reset. */
	standard: Json;
	/** For a switch that takes one of a few values. */
	choices?: Json[];
	busy: boolean;
	set: (value: Json) => void;
}

export function SwitchRow({ service, name, value, standard, choices, busy, set }: SwitchRowProps) {
	const id = `switch-${name}`;
	const label = labelOf(service, name);
	const changed = JSON.stringify(value) !== JSON.stringify(standard);
	const options = choices ?? (typeof standard === 'boolean' ? [true, false] : undefined);
	const change = ({ currentTarget }: { currentTarget: { value: string } }) =>
		set(fromText(currentTarget.value, standard));
	const field = {
		id,
		// Another value from elsewhere makes a new field.
		key: JSON.stringify(value),
		defaultValue: asText(value),
		disabled: busy,
		placeholder: 'none',
		autocomplete: 'off' as const,
		onChange: change,
	};
	return (
		<li class={changed ? 'switch changed' : 'switch'} data-switch={name}>
			<label htmlFor={id}>{label}</label>
			<div class="switch-value">
				{options ? (
					<select
						id={id}
						value={JSON.stringify(value)}
						disabled={busy}
						onChange={({ currentTarget }) => set(JSON.parse(currentTarget.value) as Json)}
					>
						{options.map((option) => (
							<option key={String(option)} value={JSON.stringify(option)}>
								{positionOf(service, name, option)}
							</option>
						))}
					</select>
				) : typeof standard === 'object' && standard !== null ? (
					<textarea {...field} rows={Math.ceil(asText(value).length / 24) || 1} />
				) : (
					<input {...field} inputMode={typeof standard === 'number' ? 'decimal' : 'text'} />
				)}
				{changed && (
					<button type="button" disabled={busy} onClick={() => set(standard)} aria-label={`Reset: ${label}`}>
						Reset
					</button>
				)}
			</div>
		</li>
	);
}

const asText = (value: Json) => (value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value));

/** What was typed, in the type of the switch; the sandbox refuses what does not fit. */
function fromText(text: string, standard: Json): Json {
	if (typeof standard === 'string') return text;
	if (text.trim() === '') return null;
	try {
		return JSON.parse(text) as Json;
	} catch {
		return text;
	}
}
