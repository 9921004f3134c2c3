import type { Conversation, Person } from './types';

export const TENANT = '6f7e5a10-2b1c-4d3e-8f90-a1b2c3d4e5f6';

/** The app registration, and what it is given. */
export const APP = {
	clientId: '0c2f7d44-58a1-4f0e-9b6d-3e1a5c7b9d20',
	clientSecret: 'teams-sandbox-client-secret',
	redirectUrls: [
		'http://localhost:5678/rest/oauth2-credential/callback',
		'http://127.0.0.1:5678/rest/oauth2-credential/callback',
	],
};

export const TOKENS = {
	/** Of the person who signed in for n8n. */
	delegated: 'teams-sandbox-token',
	refresh: 'teams-sandbox-refresh-token',
	/** Of the same app, for somebody else. */
	other: 'teams-sandbox-other-token',
	app: 'teams-sandbox-app-token',
	expired: 'teams-sandbox-expired-token',
};

export const PEOPLE: readonly Person[] = [
	{ id: '3d0f6a1e-0001-4c55-9a10-5e1f00000001', displayName: 'Relay Desk', email: 'relay.desk@depot.example' },
	{ id: '3d0f6a1e-0002-4c55-9a10-5e1f00000002', displayName: 'Ines Falk', email: 'ines.falk@depot.example' },
	{ id: '3d0f6a1e-0003-4c55-9a10-5e1f00000003', displayName: 'Omar Bell', email: 'omar.bell@depot.example' },
	{ id: '3d0f6a1e-0004-4c55-9a10-5e1f00000004', displayName: 'Guest Outside', email: 'guest@elsewhere.example' },
];
const [desk, ines, omar] = PEOPLE.map(({ id }) => id) as [string, string, string, string];

export const SIGNED_IN = desk;
export const OTHER_PERSON = ines;

export const TEAM = { id: '9b1d7c20-77aa-4a0b-8c11-d4e5f6a7b8c9', displayName: 'Customer care' };

export const CHAT = '19:7d1f2a3b4c5d4e6f8a9b0c1d2e3f4a5b@thread.v2';
export const CHANNEL = '19:0a1b2c3d4e5f4a6b8c7d9e0f1a2b3c4d@thread.tacv2';

export const CONVERSATIONS: readonly Conversation[] = [
	{ id: CHAT, teamId: null, name: 'Support desk', members: [desk, ines, omar] },
	{ id: '19:ffeeddccbbaa4a5b8c7d9e0f1a2b3c4d@thread.v2', teamId: null, name: 'Night shift', members: [ines, omar] },
	{ id: CHANNEL, teamId: TEAM.id, name: 'Tickets', members: [desk, ines, omar] },
];

export const personById = (id: string): Person | undefined => PEOPLE.find((person) => person.id === id);
