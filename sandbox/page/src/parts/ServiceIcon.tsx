import type { ServiceName } from '../../../core/types';
import { ICONS } from './icons';

export function ServiceIcon({ service, size }: { service: ServiceName; size: number }) {
	const { light, dark } = ICONS[service];
	return (
		<picture>
			<source srcset={dark} media="(prefers-color-scheme: dark)" />
			<img class="icon" src={light} alt="" width={size} height={size} />
		</picture>
	);
}
