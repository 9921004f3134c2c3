import type { SandboxClient } from '../../../scripts/lib/sandbox';

async function json<T>(answer: Response): Promise<T> {
	if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
	return (await answer.json()) as T;
}

/** What the seed does not have and a drop-down lists: a file on a note, a conversation of these days and one that was archived, a bot. */
export async function fillSandbox(sandbox: SandboxClient): Promise<void> {
	const hubSpot = `${sandbox.url}/hubspot`;
	const authorization = 'Bearer hubspot-sandbox-token';
	const form = new FormData();
	form.set('file', new Blob(['Tightened to 12 Nm.']), 'fitting.txt');
	form.set('folderPath', '/relay');
	form.set('options', JSON.stringify({ access: 'PRIVATE' }));
	const upload = await fetch(`${hubSpot}/files/2026-03/files`, {
		method: 'POST',
		headers: { authorization },
		body: form,
	});
	const { id } = await json<{ id: string }>(upload);
	const properties = {
		hs_timestamp: new Date().toISOString(),
		hs_note_body: 'The report.',
		hs_attachment_ids: id,
	};
	await json(
		await fetch(`${hubSpot}/crm/objects/2026-09/notes`, {
			method: 'POST',
			headers: { authorization, 'content-type': 'application/json' },
			body: JSON.stringify({ properties, associations: [] }),
		}),
	);
	await sandbox.act('hubspot', 'customerWrites', { ticketId: '38402119001', text: 'Is there any news?' });
	const { threadId } = await sandbox.act<{ threadId: string }>('hubspot', 'customerWrites', {
		ticketId: '38402119003',
		text: 'Never mind.',
	});
	await fetch(`${hubSpot}/conversations/conversations/2026-09/threads/${threadId}`, {
		method: 'DELETE',
		headers: { authorization },
	});

	const kaizala = `${sandbox.url}/kaizala/v1`;
	const logIn = await fetch(`${kaizala}/accessToken`, {
		headers: {
			applicationId: 'kaizala-sandbox-connector',
			applicationSecret: 'kaizala-sandbox-secret',
			refreshToken: 'kaizala-sandbox-refresh-token',
		},
	});
	const { accessToken } = await json<{ accessToken: string }>(logIn);
	await json(
		await fetch(`${kaizala}/bot`, {
			method: 'POST',
			headers: { accessToken, 'content-type': 'application/json' },
			body: JSON.stringify({ name: 'Desk bot' }),
		}),
	);
}
