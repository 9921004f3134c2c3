import { reset } from '../api';
import { useTask } from '../live/useAction';
import { Dialog } from './Dialog';

export function ResetDialog({ onClose }: { onClose: () => void }) {
	const { run, busy, problem } = useTask();
	const submit = async () => {
		if (await run(reset)) onClose();
	};
	return (
		<Dialog
			title="Reset the sandbox?"
			confirm="Reset everything"
			busy={busy}
			problem={problem}
			onSubmit={() => void submit()}
			onClose={onClose}
		>
			<p>
				All four systems go back to their first records, with the same ids. Faults, clock and switches go back as well,
				and the API calls are forgotten. n8n’s own data stays as it is.
			</p>
		</Dialog>
	);
}
