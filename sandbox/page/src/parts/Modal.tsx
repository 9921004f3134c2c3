import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface ModalProps {
	class?: string;
	/** Id of the heading that names it. */
	labelledBy: string;
	onClose: () => void;
	children: ComponentChildren;
}

/** A modal dialog. The browser keeps the focus in it, closes it on Escape and gives the focus back. */
export function Modal({ class: name, labelledBy, onClose, children }: ModalProps) {
	const ref = useRef<HTMLDialogElement>(null);
	useLayoutEffect(() => {
		const dialog = ref.current;
		dialog?.showModal();
		// Closed before it is taken out, because only closing gives the focus back.
		return () => dialog?.close();
	}, []);
	return (
		<dialog
			ref={ref}
			class={name}
			aria-labelledby={labelledBy}
			onClose={onClose}
			onMouseDown={({ target, currentTarget }) => {
				// What lies outside its border is its backdrop.
				if (target === currentTarget) close(ref);
			}}
		>
			{children}
		</dialog>
	);
}

const close = ({ current }: RefObject<HTMLDialogElement>) => current?.close();

/** Closes the dialog that this button lies in. */
export const closeDialog = ({ currentTarget }: { currentTarget: HTMLElement }) =>
	currentTarget.closest('dialog')?.close();
