import type { ServiceName } from '../../../core/types';
import type { Point } from '../parts/pointer';
import { ServiceIcon } from '../parts/ServiceIcon';

const LINKS: { property: string; service: ServiceName; what: string }[] = [
	{ property: 'kaizala_action_id', service: 'kaizala', what: 'Kaizala card' },
	{ property: 'teams_message_id', service: 'teams', what: 'Teams card' },
	{ property: 'jtel_event_id', service: 'jtel', what: 'jtel event' },
	{ property: 'thulium_ticket_id', service: 'thulium', what: 'Thulium ticket' },
];

const SHORT = 6;

/** The ids that the workflows have stored on the ticket; a click shows the record in its panel. */
export function LinkChips({ properties, point }: { properties: Record<string, string>; point: Point }) {
	const stored = LINKS.flatMap(({ property, ...link }) => {
		const id = properties[property] ?? '';
		return id === '' ? [] : [{ ...link, id }];
	});
	if (stored.length === 0) return null;
	return (
		<ul class="chips" aria-label="Linked records">
			{stored.map(({ service, what, id }) => (
				<li key={service}>
					<button
						type="button"
						class={`chip ${service}`}
						title={`Show ${what} ${id}`}
						aria-label={`Show ${what} ${id}`}
						onClick={() => point({ service, id, at: Date.now() })}
					>
						<ServiceIcon service={service} size={14} />
						{id.length > SHORT ? `${id.slice(0, SHORT)}…` : id}
					</button>
				</li>
			))}
		</ul>
	);
}
