import { textIn } from '../parts/forms';

interface ComposerProps {
	name: string;
	busy: boolean;
	send: (text: string) => Promise<boolean>;
}

export function Composer({ name, busy, send }: ComposerProps) {
	const submit = async (form: HTMLFormElement) => {
		if (await send(textIn(new FormData(form), 'text'))) form.reset();
	};
	return (
		<form
			class="composer"
			onSubmit={(event) => {
				event.preventDefault();
				void submit(event.currentTarget);
			}}
		>
			<input name="text" required autocomplete="off" aria-label={`Message as ${name}`} placeholder="Message…" />
			<button type="submit" class="primary" disabled={busy}>
				Send
			</button>
		</form>
	);
}
