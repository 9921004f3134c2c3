import { useEffect, useState } from 'preact/hooks';
import { useAction } from '../live/useAction';
import { Empty } from '../parts/Empty';
import { Panel } from '../parts/Panel';
import type { Pointer } from '../parts/pointer';
import type { KaizalaState } from '../states';
import { Chat } from './Chat';
import { Composer } from './Composer';
import { languagesOf, liveliestGroup, peopleOf, postsOf } from './posts';

export function Phone({ state, pointer }: { state?: KaizalaState; pointer?: Pointer }) {
	const action = useAction('kaizala');
	const [groupId, chooseGroup] = useState<string>();
	const [phone, choosePhone] = useState<string>();
	const [language, chooseLanguage] = useState('en');
	useEffect(() => {
		const card = state?.actions.find(({ actionId }) => pointer?.service === 'kaizala' && pointer.id === actionId);
		if (card) chooseGroup(card.groupId);
	}, [pointer]);

	const group = state && (state.groups.find((each) => each.groupId === groupId) ?? liveliestGroup(state));
	const people = group ? peopleOf(group) : [];
	const languages = state ? languagesOf(state) : [];
	const viewer = people.find(({ mobileNumber }) => mobileNumber === phone) ?? people[0];
	return (
		<Panel service="kaizala" title="Kaizala phone" hint="The team’s chat" action={action}>
			{state && group && viewer ? (
				<>
					<div class="bar">
						<label>
							Group
							<select value={group.groupId} onChange={(event) => chooseGroup(event.currentTarget.value)}>
								{state.groups.map((each) => (
									<option key={each.groupId} value={each.groupId}>
										{each.groupName}
									</option>
								))}
							</select>
						</label>
						<label>
							You are
							<select value={viewer.mobileNumber} onChange={(event) => choosePhone(event.currentTarget.value)}>
								{people.map(({ id, name, mobileNumber }) => (
									<option key={id} value={mobileNumber}>
										{name}
									</option>
								))}
							</select>
						</label>
						{languages.length > 1 && (
							<label>
								Language
								<select value={language} onChange={(event) => chooseLanguage(event.currentTarget.value)}>
									{languages.map((each) => (
										<option key={each} value={each}>
											{each}
										</option>
									))}
								</select>
							</label>
						)}
					</div>
					<div class="phone">
						<Chat
							posts={postsOf(state, group.groupId)}
							packages={state.packages}
							group={group}
							viewer={viewer}
							language={language}
							action={action}
							pointer={pointer}
						/>
						<Composer
							name={viewer.name}
							busy={action.busy}
							send={(text) => action.run('sendMessage', { groupId: group.groupId, phone: viewer.mobileNumber, text })}
						/>
					</div>
				</>
			) : (
				<Empty>Loading the chat…</Empty>
			)}
		</Panel>
	);
}
