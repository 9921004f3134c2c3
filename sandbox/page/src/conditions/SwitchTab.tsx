import { useEffect, useState } from 'preact/hooks';
import type { Json, ServiceName } from '../../../core/types';
import { SERVICE_NAMES } from '../../../core/types';
import { readSwitchDefaults, readSwitchValues, setSwitch } from '../api';
import type { PerService, Switches } from '../api';
import { useTask } from '../live/useAction';
import { Empty } from '../parts/Empty';
import { NAMES } from '../parts/icons';
import { Problem } from '../parts/Problem';
import { SwitchRow } from './SwitchRow';
import { labelOf } from './switchWords';

interface Known {
	defaults: Switches;
	values: PerService<Record<string, Json[]>>;
}

const same = (a: Json | undefined, b: Json | undefined) => JSON.stringify(a) === JSON.stringify(b);

/** Everything uncertain about the vendors, and every limit, as a switch. */
export function SwitchTab({ switches }: { switches?: Switches }) {
	const { run, busy, problem } = useTask();
	const [known, setKnown] = useState<Known>();
	const [service, choose] = useState<ServiceName>('hubspot');
	const [wanted, search] = useState('');
	useEffect(() => {
		void run(async () => {
			const [defaults, values] = await Promise.all([readSwitchDefaults(), readSwitchValues()]);
			setKnown({ defaults, values });
		});
	}, []);
	if (!known || !switches) return problem === '' ? <Empty>Loading the switches…</Empty> : <Problem text={problem} />;

	const shown = Object.entries(switches[service]).filter(([name]) =>
		labelOf(service, name).toLowerCase().includes(wanted.toLowerCase()),
	);
	const moved = (name: ServiceName) =>
		Object.keys(switches[name]).filter((key) => !same(switches[name][key], known.defaults[name][key])).length;
	return (
		<>
			<p class="note">
				Where a vendor’s documentation is silent or its pages differ, the sandbox can behave either way. The nodes are
				tested both ways. A limit is a switch too.
			</p>
			<div class="field-pair even">
				<label class="field">
					System
					<select
						value={service}
						onChange={({ currentTarget }) => {
							const name = SERVICE_NAMES.find((each) => each === currentTarget.value);
							if (name) choose(name);
						}}
					>
						{SERVICE_NAMES.map((name) => (
							<option key={name} value={name}>
								{NAMES[name]} ({moved(name) === 0 ? 'as delivered' : `${moved(name)} changed`})
							</option>
						))}
					</select>
				</label>
				<label class="field">
					Search
					<input
						type="search"
						value={wanted}
						placeholder="limit"
						onInput={({ currentTarget }) => search(currentTarget.value)}
					/>
				</label>
			</div>
			<Problem text={problem} />
			<ul class="switches" aria-label={`Switches of ${NAMES[service]}`}>
				{shown.map(([name, value]) => (
					<SwitchRow
						key={`${service}.${name}`}
						service={service}
						name={name}
						value={value}
						standard={known.defaults[service][name] ?? null}
						choices={known.values[service][name]}
						busy={busy}
						set={(to) => void run(() => turn(service, name, to, known.defaults[service][name]))}
					/>
				))}
				{shown.length === 0 && <Empty>Nothing here has “{wanted}” in it.</Empty>}
			</ul>
		</>
	);
}

/** Says what does not fit by the name that the page gives it. */
async function turn(service: ServiceName, name: string, to: Json, standard: Json | undefined): Promise<void> {
	if (typeof standard === 'number' && typeof to !== 'number') {
		throw new Error(`“${labelOf(service, name)}” takes a number.`);
	}
	await setSwitch(service, name, to);
}
