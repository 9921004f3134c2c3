import { useState } from 'preact/hooks';
import { reset } from '../api';
import { Dialog } from './Dialog';

export function ResetDialog({ onClose }: { onClose: () => void }) {
	const [problem, setProblem] = useState('');
	const submit = () => {
		reset().then(onClose, (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
	};
	return (
		<Dialog title="Reset the sandbox?" confirm="Reset everything" onSubmit={submit} onClose={onClose}>
			<p>
				All four systems go back to their first records, with the same ids; the API calls are forgotten. n8n’s own data
				stays as it is.
			</p>
			{problem !== '' && (
				<p class="problem" role="alert">
					{problem}
				</p>
			)}
		</Dialog>
	);
}
