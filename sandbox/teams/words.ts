import type { CallWords } from '../core/types';

const CHANNEL = '/teams/:teamId/channels/:channelId';

export const WORDS: CallWords = {
	reads: {
		'GET /chats/:chatId/messages': 'listed the messages of a chat',
		'GET /chats/:chatId/messages/:messageId': 'read a message of a chat',
		'GET /chats/:chatId/members': 'listed the members of a chat',
		[`GET ${CHANNEL}/messages`]: 'listed the messages of a channel',
		[`GET ${CHANNEL}/messages/:messageId`]: 'read a message of a channel',
		[`GET ${CHANNEL}/members`]: 'listed the members of a channel',
		[`GET ${CHANNEL}/messages/:messageId/replies`]: 'listed the replies to a message',
		[`GET ${CHANNEL}/messages/:messageId/replies/:replyId`]: 'read a reply to a message',
		'GET /common/oauth2/authorize': 'asked a person for permission',
		'POST /common/oauth2/token': 'signed in',
	},
	writes: {
		'POST /chats/:chatId/messages': 'sent a card or a message to a chat',
		'PATCH /chats/:chatId/messages/:messageId': 'changed a card or a message in a chat',
		[`POST ${CHANNEL}/messages`]: 'sent a card or a message to a channel',
		[`PATCH ${CHANNEL}/messages/:messageId`]: 'changed a card or a message in a channel',
		[`POST ${CHANNEL}/messages/:messageId/replies`]: 'replied to a message in a channel',
		[`PATCH ${CHANNEL}/messages/:messageId/replies/:replyId`]: 'changed a reply in a channel',
	},
};
