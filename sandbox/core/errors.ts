/** A mistake in a control request or a call of the sandbox's own functions; answered 400 (or 404) below `/_sandbox`. */
export class SandboxError extends Error {
	constructor(
		message: string,
		readonly statusCode: number = 400,
	) {
		super(message);
		this.name = 'SandboxError';
	}
}
