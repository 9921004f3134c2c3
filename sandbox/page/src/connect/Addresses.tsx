import { useEffect, useState } from 'preact/hooks';
import { SERVICE_NAMES } from '../../../core/types';
import { readConnect } from '../api';
import type { ConnectInfo } from '../api';
import { useTask } from '../live/useAction';
import { Empty } from '../parts/Empty';
import { NAMES } from '../parts/icons';
import { Problem } from '../parts/Problem';
import { ServiceIcon } from '../parts/ServiceIcon';
import { CopyRow } from './CopyRow';

/** What to fill in in n8n, by where n8n runs. */
export function Addresses() {
	const { run, problem } = useTask();
	const [info, setInfo] = useState<ConnectInfo>();
	const [chosen, choose] = useState(0);
	useEffect(() => {
		void run(async () => setInfo(await readConnect()));
	}, []);
	const place = info?.places[chosen];
	if (!info || !place) return problem === '' ? <Empty>Reading the addresses…</Empty> : <Problem text={problem} />;
	return (
		<>
			<label class="field">
				Where your n8n runs
				<select value={chosen} onChange={({ currentTarget }) => choose(Number(currentTarget.value))}>
					{info.places.map(({ name }, index) => (
						<option key={name} value={index}>
							{name}
						</option>
					))}
				</select>
			</label>
			{place.url === null ? (
				<section class="advice" aria-label="What to do first">
					<p>{place.advice}</p>
					{place.command !== undefined && (
						<dl>
							<CopyRow label="Command" value={place.command} />
						</dl>
					)}
					<p class="note">
						It prints the addresses with the token that it makes, and its page shows them here. Without the token every
						call is refused.
					</p>
				</section>
			) : (
				<>
					<p class="note">
						In n8n make a credential of each kind that you want to try, and fill these in. Everything behind them is
						invented.
					</p>
					{SERVICE_NAMES.flatMap((name) =>
						(info.logins[name] ?? []).map(({ credential, fields }) => (
							<section key={credential} class={`login ${name}`} aria-label={credential}>
								<h3>
									<ServiceIcon service={name} size={20} />
									{NAMES[name]}
									<span class="credential">{credential}</span>
								</h3>
								<dl>
									{fields.map((field) => (
										<CopyRow
											key={field.label}
											label={field.label}
											value={'path' in field ? `${place.url ?? ''}${field.path}` : field.value}
										/>
									))}
								</dl>
							</section>
						)),
					)}
				</>
			)}
		</>
	);
}
