import type { ComponentChildren } from 'preact';
import type { ServiceName } from '../../../core/types';
import { closeDialog, Modal } from './Modal';
import { Problem } from './Problem';

interface DialogProps {
	/** Whose color it wears. */
	service?: ServiceName;
	title: string;
	/** Name of the button that does it. */
	confirm: string;
	busy?: boolean;
	problem?: string;
	onSubmit: (form: FormData) => void;
	onClose: () => void;
	children: ComponentChildren;
}

/** A question with a form to answer it. */
export function Dialog({ service, title, confirm, busy = false, problem = '', ...rest }: DialogProps) {
	const { onSubmit, onClose, children } = rest;
	return (
		<Modal class={service} labelledBy="dialog-title" onClose={onClose}>
			<form
				class="dialog-body"
				onSubmit={(event) => {
					event.preventDefault();
					onSubmit(new FormData(event.currentTarget));
				}}
			>
				<h2 id="dialog-title">{title}</h2>
				{children}
				<Problem text={problem} />
				<div class="dialog-buttons">
					<button type="button" onClick={closeDialog}>
						Cancel
					</button>
					<button type="submit" class="primary" disabled={busy}>
						{confirm}
					</button>
				</div>
			</form>
		</Modal>
	);
}
