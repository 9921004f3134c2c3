import type { ComponentChildren } from 'preact';
import type { ServiceName } from '../../../core/types';
import type { Action } from '../live/useAction';
import { Problem } from './Problem';
import { ServiceIcon } from './ServiceIcon';

interface PanelProps {
	service: ServiceName;
	title: string;
	/** What somebody sees here, in a few words. */
	hint: string;
	tools?: ComponentChildren;
	/** Whose problem to show on top. */
	action: Action;
	children: ComponentChildren;
}

export function Panel({ service, title, hint, tools, action, children }: PanelProps) {
	return (
		<section class={`panel ${service}`} aria-labelledby={`${service}-title`}>
			<header class="panel-head">
				<ServiceIcon service={service} size={32} />
				<div class="panel-name">
					<h2 id={`${service}-title`}>{title}</h2>
					<p>{hint}</p>
				</div>
				{tools}
			</header>
			<Problem text={action.problem} dismiss={action.dismiss} />
			{children}
		</section>
	);
}
