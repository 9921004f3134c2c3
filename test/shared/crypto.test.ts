import { hmacSha256, sameSecret, sha256 } from '../../nodes/shared/crypto';

test('secrets are equal only when they are the same, and an empty one never is', () => {
	expect(sameSecret('abc', 'abc')).toBe(true);
	expect(sameSecret('abd', 'abc')).toBe(false);
	expect(sameSecret('abc ', 'abc')).toBe(false);
	expect(sameSecret('', '')).toBe(false);
});

// Test vectors made with HubSpot's documented scheme.
const SECRET = '11111111-2222-3333-4444-555555555555';

test('HMAC over UTF-8 bytes gives the known v3 signature', () => {
	const uri = 'https://n8n.example.com/webhook/tickets:prod?team=a@b.example,eu&note=caf%C3%A9%20x';
	const body =
		'[{"subscriptionType":"ticket.propertyChange","propertyName":"subject","propertyValue":"Café – über 🎉","objectId":1246965}]';
	expect(hmacSha256(SECRET, `POST${uri}${body}1795200000000`, 'base64')).toBe(
		'N4q4dl5PmGD0gn6O/V2JMQVQ/p4ESOlt4IdSZQWKFCA=',
	);
});

test('SHA-256 in hex gives the known v1 signature', () => {
	const body = '[ {"subscriptionType" : "ticket.creation", "objectId" : 1246965, "amount": 1.0} ]';
	expect(sha256(`${SECRET}${body}`)).toBe('49e8faaa539b4f774f90085b6e3f29e4860913438e0f8318fce128f5ee1c098d');
});
