import type { ThemeChoice } from '../theme';

const CHOICES: { choice: ThemeChoice; label: string }[] = [
	{ choice: 'system', label: 'Auto' },
	{ choice: 'light', label: 'Light' },
	{ choice: 'dark', label: 'Dark' },
];

export function ThemeSwitch({ choice, choose }: { choice: ThemeChoice; choose: (choice: ThemeChoice) => void }) {
	return (
		<select
			class="theme"
			aria-label="Theme"
			value={choice}
			onChange={({ currentTarget }) => {
				const wanted = CHOICES.find((each) => each.choice === currentTarget.value);
				if (wanted) choose(wanted.choice);
			}}
		>
			{CHOICES.map((each) => (
				<option key={each.choice} value={each.choice}>
					{each.label}
				</option>
			))}
		</select>
	);
}
