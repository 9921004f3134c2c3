import type { Json } from '../../../core/types';

interface SwitchRowProps {
	name: string;
	note: string;
	value: Json;
	/** Its position after a reset. */
	standard: Json;
	/** For a switch that takes one of a few values. */
	choices?: Json[];
	busy: boolean;
	set: (value: Json) => void;
}

export function SwitchRow({ name, note, value, standard, choices, busy, set }: SwitchRowProps) {
	const id = `switch-${name}`;
	const changed = JSON.stringify(value) !== JSON.stringify(standard);
	const options = choices ?? (typeof standard === 'boolean' ? [true, false] : undefined);
	return (
		<li class={changed ? 'switch changed' : 'switch'}>
			<label htmlFor={id}>{name}</label>
			<p class="note">{note.replaceAll('`', '')}</p>
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
								{shown(option)}
							</option>
						))}
					</select>
				) : (
					<input
						id={id}
						// Another value from elsewhere makes a new field.
						key={JSON.stringify(value)}
						defaultValue={asText(value)}
						disabled={busy}
						inputMode={typeof standard === 'number' ? 'decimal' : 'text'}
						placeholder="none"
						autocomplete="off"
						onChange={({ currentTarget }) => set(fromText(currentTarget.value, standard))}
					/>
				)}
				{changed && (
					<button type="button" disabled={busy} onClick={() => set(standard)} aria-label={`Reset ${name}`}>
						Reset
					</button>
				)}
			</div>
		</li>
	);
}

const shown = (value: Json) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value));

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
