import type { RenderedNode } from '../../../kaizala/card';
import { cardStyle, lineClamp } from './cardStyle';

/** The chat card as its package says; anything outside this machine is named, not loaded. */
export function CardView({ node }: { node: RenderedNode }) {
	if (!node.visible) return null;
	const style = cardStyle(node.style);
	if (node.type === 'image') return <CardImage source={node.source ?? ''} style={style} />;
	if (node.type === 'text') {
		const lines = lineClamp(node.style);
		return (
			<div class="card-text" style={style}>
				<div
					class={lines === undefined ? '' : 'clamped'}
					style={lines === undefined ? {} : { '-webkit-line-clamp': lines }}
				>
					{node.text === '' ? '\u00a0' : node.text}
				</div>
			</div>
		);
	}
	return (
		<div class={node.style.layout === 'horizontal' ? 'card-row' : 'card-column'} style={style}>
			{node.children.map((child, index) => (
				<CardView key={index} node={child} />
			))}
		</div>
	);
}

function CardImage({ source, style }: { source: string; style: Record<string, string> }) {
	if (/^data:image\//.test(source)) return <img src={source} alt="" style={style} />;
	return (
		<div class="card-image" style={style} title={source}>
			{source === '' ? 'Image' : (source.split('/').at(-1) ?? source)}
		</div>
	);
}
