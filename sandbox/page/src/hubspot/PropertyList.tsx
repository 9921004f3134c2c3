/** In this order, before all others. */
const FIRST = ['subject', 'content', 'hs_pipeline', 'hs_pipeline_stage', 'hs_ticket_priority', 'hs_ticket_category'];

const place = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

/** The names are those that the API uses: they are what is mapped in n8n. */
export function PropertyList({ properties }: { properties: Record<string, string> }) {
	const names = Object.keys(properties).sort((a, b) => place(a) - place(b) || a.localeCompare(b));
	return (
		<section aria-labelledby="properties-title">
			<h3 id="properties-title">Properties</h3>
			<dl class="property-list">
				{names.map((name) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{properties[name]}</dd>
					</div>
				))}
			</dl>
		</section>
	);
}
