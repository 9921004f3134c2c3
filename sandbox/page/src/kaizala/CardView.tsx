import type { RenderedNode } from '../../../kaizala/card';
import { cardStyle, isRow, lineClamp } from './cardStyle';

interface CardViewProps {
	node: RenderedNode;
	/** Pictures of the package by file name, as `data:` addresses. */
	images?: Record<string, string>;
	/** Whether it stands in a row of others. */
	inRow?: boolean;
}

/** The chat card as its package says; anything outside this machine is named, not loaded. */
export function CardView({ node, images, inRow = false }: CardViewProps) {
	if (!node.visible) return null;
	const style = cardStyle(node.style, inRow);
	if (node.type === 'image') {
		const source = node.source ?? '';
		return <CardImage source={images?.[source] ?? source} name={source} node={node} style={style} />;
	}
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
		<div class={isRow(node.style) ? 'card-row' : 'card-column'} style={style}>
			{node.children.map((child, index) => (
				<CardView key={index} node={child} images={images} inRow={isRow(node.style)} />
			))}
		</div>
	);
}

interface CardImageProps {
	/** An address, or the name of a file that is not there. */
	source: string;
	name: string;
	node: RenderedNode;
	style: Record<string, string>;
}

function CardImage({ source, name, node, style }: CardImageProps) {
	if (/^data:image\//.test(source)) {
		if (/repeat/i.test(String(node.style.contentMode ?? ''))) {
			const backgroundImage = `url("${source}")`;
			return <div class="card-picture" role="img" aria-label={name} style={{ ...style, backgroundImage }} />;
		}
		return <img class="card-picture" src={source} alt={name} style={style} />;
	}
	return (
		<div class="card-image" style={style} title={source}>
			<span>{source === '' ? 'Image' : (source.split('/').at(-1) ?? source)}</span>
		</div>
	);
}
