import { z } from 'zod';
import type { SandboxService } from '../core/types';
import { validateInput } from '../core/validate';
import { CONVERSATIONS, PEOPLE } from './seed';
import type { World } from './world';

const write = z.object({ conversationId: z.string(), personId: z.string(), text: z.string().min(1) }).strict();
const remove = z.object({ id: z.string() }).strict();

/** What people do in Teams itself. */
export function teamsActions(world: World): SandboxService['actions'] {
	return {
		writeMessage(input) {
			const { conversationId, personId, text } = validateInput(write, input);
			const conversation = CONVERSATIONS.find(({ id }) => id === conversationId);
			if (conversation === undefined) throw new Error(`No conversation ${conversationId}`);
			const person = PEOPLE.find(({ id }) => id === personId && conversation.members.includes(id));
			if (person === undefined) throw new Error(`${personId} is no member of ${conversation.name}`);
			const id = world.nextId();
			world.messages.push({
				id,
				conversationId,
				replyToId: null,
				from: person.id,
				subject: null,
				summary: null,
				importance: 'normal',
				body: { contentType: 'text', content: text },
				attachments: [],
				policyViolation: null,
				createdAt: world.core.clock.now(),
				editedAt: null,
				changes: 0,
			});
			world.core.changed('teams', 'messageSent', { id });
			return { id };
		},
		/** Somebody deletes a message. */
		deleteMessage(input) {
			const { id } = validateInput(remove, input);
			const before = world.messages.length;
			world.messages = world.messages.filter((message) => message.id !== id && message.replyToId !== id);
			if (world.messages.length === before) throw new Error(`No message ${id}`);
			world.core.changed('teams', 'messageDeleted', { id });
			return { id };
		},
	};
}
