interface PropertiesProps {
	properties: Record<string, string>;
	/** Bindings of the card that stand for nothing. */
	unresolved: string[];
}

export function Properties({ properties, unresolved }: PropertiesProps) {
	const names = Object.keys(properties);
	return (
		<details class="properties">
			<summary>
				{names.length} properties
				{unresolved.length > 0 && <span class="warning">{unresolved.length} of the card’s without value</span>}
			</summary>
			<dl>
				{names.map((name) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{properties[name]}</dd>
					</div>
				))}
			</dl>
			{unresolved.map((path) => (
				<p key={path} class="warning">
					No value: {path}
				</p>
			))}
		</details>
	);
}
