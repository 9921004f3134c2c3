import type { ActionPackage, Group, Person, RefreshToken, Role } from './model';
import { DAY_MS } from './time';
import { emptyState } from './state';
import type { KaizalaState } from './state';
import { SEED_PACKAGES } from './packages';

/** Literal ids, so that they are the same after every reset and in every test. */
export const SEED_GROUPS = {
	supportDesk: '10aa0000-0000-4000-8000-000000000001@2',
	customerCare: '10aa0000-0000-4000-8000-000000000002@2',
	fieldService: '10aa0000-0000-4000-8000-000000000003@2',
	nightShift: '10aa0000-0000-4000-8000-000000000004@2',
	backOffice: '10aa0000-0000-4000-8000-000000000005@2',
	region: '10aa0000-0000-4000-8000-000000000006@2',
} as const;

export const SEED_PHONES = {
	admin: '+15550100001',
	agent: '+15550100002',
	lead: '+15550100003',
	clerk: '+15550100004',
	/** Subscribers of the public group. */
	customer: '+15550100011',
	secondCustomer: '+15550100012',
	thirdCustomer: '+15550100013',
	/** Subscribed, but never installed the app. */
	absentCustomer: '+15550100014',
} as const;

/** One connector per kind of refresh token, because a new token kills the older one of its connector. */
export const SEED_CONNECTORS = {
	tenant: {
		id: 'kaizala-sandbox-connector',
		secret: 'kaizala-sandbox-secret',
		refreshToken: 'kaizala-sandbox-refresh-token',
	},
	user: {
		id: 'kaizala-sandbox-user-connector',
		secret: 'kaizala-sandbox-user-secret',
		refreshToken: 'kaizala-sandbox-user-refresh-token',
	},
	group: {
		id: 'kaizala-sandbox-group-connector',
		secret: 'kaizala-sandbox-group-secret',
		refreshToken: 'kaizala-sandbox-group-refresh-token',
	},
} as const;

export const SEED_REDIRECT_URL = 'http://127.0.0.1:5678/kaizala/callback';

const personId = (number: number) => `20bb0000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const PEOPLE: [phone: string, name: string][] = [
	[SEED_PHONES.admin, 'Ada Admin'],
	[SEED_PHONES.agent, 'Sam Agent'],
	[SEED_PHONES.lead, 'Lee Lead'],
	[SEED_PHONES.clerk, 'Kim Clerk'],
	[SEED_PHONES.customer, 'John Thomas'],
	[SEED_PHONES.secondCustomer, 'Mia Sample'],
	[SEED_PHONES.thirdCustomer, 'Noor Sample'],
	[SEED_PHONES.absentCustomer, 'Otto Sample'],
];

export function seedState(now: number): KaizalaState {
	const state = emptyState();
	const ids = new Map<string, string>();
	for (const [index, [mobileNumber, name]] of PEOPLE.entries()) {
		const isProvisioned = mobileNumber !== SEED_PHONES.absentCustomer;
		const person: Person = { id: personId(index + 1), mobileNumber, name, isProvisioned, profilePic: '' };
		state.people.set(person.id, person);
		ids.set(mobileNumber, person.id);
	}
	const idOf = (phone: string) => ids.get(phone) ?? '';
	const member = (phone: string, role: Role) => ({ personId: idOf(phone), role });

	for (const [id, files] of Object.entries(SEED_PACKAGES))
		state.packages.set(id, structuredClone<ActionPackage>(files));
	for (const group of groups(member, idOf)) state.groups.set(group.groupId, group);

	for (const [kind, { id, secret, refreshToken }] of Object.entries(SEED_CONNECTORS)) {
		state.connectors.set(id, { id, secret, name: id, active: true, redirectUrls: [SEED_REDIRECT_URL] });
		const token: RefreshToken = {
			token: refreshToken,
			connectorId: id,
			kind: kind === 'tenant' || kind === 'group' ? kind : 'user',
			personId: idOf(kind === 'user' ? SEED_PHONES.agent : SEED_PHONES.admin),
			groupId: kind === 'group' ? SEED_GROUPS.supportDesk : null,
			issuedAt: now - DAY_MS,
			dead: false,
			replaces: null,
		};
		state.refreshTokens.set(refreshToken, token);
	}
	return state;
}

function groups(member: (phone: string, role: Role) => Group['members'][number], idOf: (phone: string) => string) {
	const group = (groupId: string, groupName: string, members: Group['members'], more: Partial<Group> = {}): Group => ({
		groupId,
		groupName,
		groupType: 'Group',
		welcomeMessage: `Welcome to ${groupName}`,
		groupImageUrl: '',
		shortDescription: '',
		longDescription: '',
		members,
		subscriberIds: [],
		subGroupIds: [],
		packageIds: [],
		...more,
	});
	const { supportDesk, customerCare, fieldService, nightShift, backOffice, region } = SEED_GROUPS;
	const { admin, agent, lead, clerk, customer, secondCustomer, thirdCustomer, absentCustomer } = SEED_PHONES;
	const packageIds = Object.keys(SEED_PACKAGES);
	return [
		group(supportDesk, 'Support desk', [member(admin, 'Admin'), member(agent, 'Member'), member(lead, 'Member')], {
			subGroupIds: [fieldService],
			packageIds,
		}),
		group(customerCare, 'Customer care', [member(admin, 'Admin'), member(agent, 'Member')], {
			groupType: 'ConnectGroup',
			subscriberIds: [customer, secondCustomer, thirdCustomer, absentCustomer].map(idOf),
			packageIds,
		}),
		group(fieldService, 'Field service', [member(lead, 'Admin')], { subGroupIds: [nightShift] }),
		group(nightShift, 'Night shift', [member(lead, 'Admin')]),
		group(backOffice, 'Back office', [member(admin, 'Admin'), member(clerk, 'Member')]),
		group(region, 'Region north', [member(admin, 'Admin')], { subGroupIds: [supportDesk] }),
	];
}
