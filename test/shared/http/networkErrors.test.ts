import { networkProblem } from '../../../nodes/shared/http/networkErrors';

const withCode = (code: string) => new Error('wrapped', { cause: Object.assign(new Error('inner'), { code }) });

test.each([
	['ECONNREFUSED', false, true],
	['ENOTFOUND', false, true],
	['ECONNRESET', true, true],
	['ETIMEDOUT', true, true],
	['ECONNABORTED', true, true],
	['ERR_BAD_RESPONSE', true, true],
	['HPE_INVALID_CONSTANT', true, true],
	['Z_BUF_ERROR', true, true],
	// A handshake that failed has sent nothing, and fails again.
	['EPROTO', false, false],
	['DEPTH_ZERO_SELF_SIGNED_CERT', false, false],
	['CERT_HAS_EXPIRED', false, false],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false, false],
	['ERR_TLS_CERT_ALTNAME_INVALID', false, false],
])('%s: sent %s, worth another try %s', (code, sent, passing) => {
	expect(networkProblem(withCode(code))).toEqual({ text: expect.stringMatching(/./), sent, passing });
});

// What n8n 1 throws: the code stands where n8n 2 has a status, and the cause is gone.
test.each([
	['ECONNRESET', 'the connection was cut'],
	// The response had begun when the connection was cut.
	['200', 'the connection was cut in the middle of the response'],
	['503', 'the connection was cut in the middle of the response'],
])('without a cause, %s in the place of the status: %s', (httpCode, text) => {
	const error = Object.assign(new Error('closed'), { httpCode, messages: ['stream has been aborted'] });
	expect(networkProblem(error)).toEqual({ text, sent: true, passing: true });
});

test('an error that this package made of a response is none of the network', () => {
	expect(networkProblem(Object.assign(new Error('refused'), { httpCode: '503', messages: [] }))).toBeUndefined();
});

test.each([withCode('ERR_INVALID_URL'), new Error('no code'), 'text'])('%s is none of the network', (error) => {
	expect(networkProblem(error)).toBeUndefined();
});
