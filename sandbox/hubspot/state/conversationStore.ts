import type { Message, Thread } from '../schema/conversations';

const FIRST_THREAD = 9_134_500_001;
const FIRST_MESSAGE = 0x5a10_0001;

/** All conversations with their messages, in order of their ids. */
export class ConversationStore {
	private readonly threads = new Map<string, Thread>();

	private nextThread = FIRST_THREAD;

	private nextMessage = FIRST_MESSAGE;

	clear(): void {
		this.threads.clear();
		this.nextThread = FIRST_THREAD;
		this.nextMessage = FIRST_MESSAGE;
	}

	all(): Thread[] {
		return [...this.threads.values()];
	}

	get(id: string): Thread | undefined {
		return this.threads.get(id);
	}

	open(thread: Omit<Thread, 'id' | 'messages' | 'archived' | 'closedAt' | 'status' | 'assignedTo'>): Thread {
		const id = String(this.nextThread);
		this.nextThread += 1;
		const opened: Thread = {
			...thread,
			id,
			status: 'OPEN',
			assignedTo: null,
			closedAt: null,
			archived: false,
			messages: [],
		};
		this.threads.set(id, opened);
		return opened;
	}

	/** Ids of messages are no numbers. */
	append(thread: Thread, message: Omit<Message, 'id'>): Message {
		const stored = { ...message, id: this.nextMessage.toString(16) };
		this.nextMessage += 1;
		thread.messages.push(stored);
		return stored;
	}
}
