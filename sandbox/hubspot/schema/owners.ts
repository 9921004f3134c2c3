/** People and queues that own tickets. More than one page of them, on purpose. */
export interface Owner {
	id: string;
	email: string;
	type: 'PERSON' | 'QUEUE';
	firstName: string;
	lastName: string;
	/** Missing for queues and for people who left. */
	userId?: number;
	userIdIncludingInactive?: number;
	teams?: { id: string; name: string; primary: boolean }[];
	createdAt: string;
	updatedAt: string;
	archived: boolean;
}

export const TEAMS = [
	{ id: '51020001', name: 'First line' },
	{ id: '51020002', name: 'Workshop' },
] as const;

const FIRST_NAMES = ['Ada', 'Bruno', 'Celina', 'Dario', 'Edyta', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Kira'];
const LAST_NAMES = [
	'Abend',
	'Brzoza',
	'Castel',
	'Dunajski',
	'Elmer',
	'Fontaine',
	'Gruber',
	'Halas',
	'Ivarsen',
	'Janik',
];
const CREATED = '2025-03-01T09:00:00.000Z';
const PEOPLE = 118;
const FIRST_ID = 71_440_001;

export const QUEUE_OWNER_ID = String(FIRST_ID + PEOPLE);
export const ARCHIVED_OWNER_ID = String(FIRST_ID + PEOPLE + 1);

function person(index: number): Owner {
	const firstName = FIRST_NAMES[index % FIRST_NAMES.length] ?? 'Ada';
	const lastName = LAST_NAMES[Math.floor(index / FIRST_NAMES.length) % LAST_NAMES.length] ?? 'Abend';
	const team = TEAMS[index % 3];
	return {
		id: String(FIRST_ID + index),
		email: `${firstName}.${lastName}.${index + 1}@relay.example`.toLowerCase(),
		type: 'PERSON',
		firstName,
		lastName,
		userId: 9_120_001 + index,
		userIdIncludingInactive: 9_120_001 + index,
		...(team === undefined ? {} : { teams: [{ ...team, primary: true }] }),
		createdAt: CREATED,
		updatedAt: CREATED,
		archived: false,
	};
}

function withoutUser(id: string, type: Owner['type'], firstName: string, lastName: string, email: string): Owner {
	return {
		id,
		email,
		type,
		firstName,
		lastName,
		...(type === 'PERSON' ? { userIdIncludingInactive: 9_199_999 } : {}),
		createdAt: CREATED,
		updatedAt: CREATED,
		archived: type === 'PERSON',
	};
}

export const OWNERS: readonly Owner[] = [
	...Array.from({ length: PEOPLE }, (_, index) => person(index)),
	withoutUser(QUEUE_OWNER_ID, 'QUEUE', 'Night', 'Queue', 'night-queue@relay.example'),
	withoutUser(ARCHIVED_OWNER_ID, 'PERSON', 'Otto', 'Gone', 'otto.gone@relay.example'),
];

const BY_ID = new Map(OWNERS.map((owner) => [owner.id, owner]));

export function findOwner(id: string): Owner | undefined {
	return BY_ID.get(id);
}
