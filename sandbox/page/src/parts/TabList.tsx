import { useRef } from 'preact/hooks';

export interface Tab<Name extends string> {
	name: Name;
	label: string;
}

interface TabListProps<Name extends string> {
	label: string;
	tabs: Tab<Name>[];
	chosen: Name;
	choose: (name: Name) => void;
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

/** Tabs whose panel has the id `tab-<name>`. Arrow keys go from one to the next. */
export function TabList<Name extends string>({ label, tabs, chosen, choose }: TabListProps<Name>) {
	const list = useRef<HTMLDivElement>(null);
	const step = (by: number) => {
		const at = tabs.findIndex(({ name }) => name === chosen);
		const next = (at + by + tabs.length) % tabs.length;
		const tab = tabs[next];
		if (tab) choose(tab.name);
		list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
	};
	return (
		<div
			class="tablist"
			role="tablist"
			aria-label={label}
			ref={list}
			onKeyDown={(event) => {
				const by = STEPS[event.key];
				if (by === undefined) return;
				event.preventDefault();
				step(by);
			}}
		>
			{tabs.map(({ name, label: text }) => (
				<button
					key={name}
					type="button"
					role="tab"
					id={`tab-of-${name}`}
					aria-selected={name === chosen}
					aria-controls={`tab-${name}`}
					tabIndex={name === chosen ? 0 : -1}
					onClick={() => choose(name)}
				>
					{text}
				</button>
			))}
		</div>
	);
}
