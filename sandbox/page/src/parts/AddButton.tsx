interface AddButtonProps {
	label: string;
	disabled: boolean;
	onClick: () => void;
}

/** In a narrow panel only its plus is seen. */
export function AddButton({ label, disabled, onClick }: AddButtonProps) {
	return (
		<button type="button" class="add" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
			<span class="plus" aria-hidden="true">
				+
			</span>
			<span class="word">{label}</span>
		</button>
	);
}
