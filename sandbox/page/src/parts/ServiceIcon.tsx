import { useContext } from 'preact/hooks';
import type { ServiceName } from '../../../core/types';
import { ThemeContext } from '../theme';
import { ICONS } from './icons';

export function ServiceIcon({ service, size }: { service: ServiceName; size: number }) {
	const theme = useContext(ThemeContext);
	return <img class="icon" src={ICONS[service][theme]} alt="" width={size} height={size} />;
}
