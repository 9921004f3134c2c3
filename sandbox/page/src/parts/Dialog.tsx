import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ServiceName } from '../../../core/types';

interface DialogProps {
	/** Whose colour it wears. */
	service?: ServiceName;
	title: string;
	/** Name of the button that does it. */
	confirm: string;
	busy?: boolean;
	onSubmit: (form: FormData) => void;
	onClose: () => void;
	children: ComponentChildren;
}

/** A modal form. The browser keeps the focus in it and closes it on Escape. */
export function Dialog({ service, title, confirm, busy = false, onSubmit, onClose, children }: DialogProps) {
	const ref = useRef<HTMLDialogElement>(null);
	useEffect(() => ref.current?.showModal(), []);
	return (
		<dialog ref={ref} class={service} aria-labelledby="dialog-title" onClose={onClose}>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					onSubmit(new FormData(event.currentTarget));
				}}
			>
				<h2 id="dialog-title">{title}</h2>
				{children}
				<div class="dialog-buttons">
					<button type="button" onClick={onClose}>
						Cancel
					</button>
					<button type="submit" class="primary" disabled={busy}>
						{confirm}
					</button>
				</div>
			</form>
		</dialog>
	);
}
