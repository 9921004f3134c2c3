import { useEffect, useState } from 'preact/hooks';
import type { Live, LiveSandbox } from './LiveSandbox';

export function useLive(sandbox: LiveSandbox): Live {
	const [live, setLive] = useState(sandbox.current);
	useEffect(() => {
		setLive(sandbox.current);
		return sandbox.listen(() => setLive(sandbox.current));
	}, [sandbox]);
	return live;
}
