import type { Meter } from '../../../core/types';
import { SERVICE_NAMES } from '../../../core/types';
import type { PerService } from '../api';
import { NAMES } from '../parts/icons';
import { MeterBar } from './MeterBar';

/** How full the vendors' rate windows are now, from the counters that refuse calls. */
export function Meters({ meters }: { meters?: PerService<Meter[]> }) {
	return (
		<section class="meters" aria-labelledby="meters-title">
			<h2 id="meters-title">Rate limits</h2>
			<div class="meter-list" tabIndex={0} role="group" aria-labelledby="meters-title">
				{SERVICE_NAMES.map((service) => (
					<div key={service} class={`meter-group ${service}`}>
						<h3>{NAMES[service]}</h3>
						{meters?.[service]?.map((meter) => (
							<MeterBar key={meter.name} service={NAMES[service]} meter={meter} />
						))}
						{meters?.[service]?.length === 0 && <p class="none">no limit known</p>}
					</div>
				))}
			</div>
		</section>
	);
}
