import { LINKS } from '../parts/links';
import type { Point } from '../parts/pointer';
import { ServiceIcon } from '../parts/ServiceIcon';

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
						{what}
					</button>
				</li>
			))}
		</ul>
	);
}
