import type { Problem } from '../errors';
import type { Values } from '../types';
import type { World } from '../state/world';

const LONGEST_PREVIEW = 512;

/** A note needs its time; what is attached has to exist. */
export function noteProblems(world: World, before: Values | undefined, change: Values): Problem[] {
	const problems: Problem[] = [];
	if (before !== undefined && change.hs_timestamp === '') {
		problems.push({
			name: 'hs_timestamp',
			value: '',
			code: 'INVALID_DATE',
			message: 'hs_timestamp cannot be cleared.',
		});
	}
	const { hs_attachment_ids: ids } = change;
	if (!ids || !world.switches.checkAttachmentIds) return problems;
	const unknown = ids.split(';').filter((id) => !world.files.has(id));
	if (unknown.length > 0) {
		const message = `hs_attachment_ids: no file has the id ${unknown.join(', ')}`;
		problems.push({ name: 'hs_attachment_ids', value: ids, code: 'INVALID_OPTION', message });
	}
	return problems;
}

/** What HubSpot writes itself: the text without markup, as its time line shows it. */
export function noteEffects(change: Values): Values {
	const body = change.hs_note_body;
	if (body === undefined) return {};
	const text = body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
	return { hs_body_preview: text.trim().slice(0, LONGEST_PREVIEW) };
}
