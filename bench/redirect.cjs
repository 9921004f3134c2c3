/**
 * Preloaded into the bench's n8n only: n8n's own HubSpot node has HubSpot's address built in, so its requests are turned
 * to the sandbox here. Our node needs no such thing; its address is a field of the credential.
 */
const http = require('node:http');
const https = require('node:https');

const target = new URL(process.env.BENCH_HUBSPOT_URL ?? 'http://127.0.0.1:4010/hubspot');
const original = https.request;

https.request = function request(...args) {
	const options = args.find((arg) => typeof arg === 'object' && arg !== null && !(arg instanceof URL)) ?? {};
	if ((options.hostname ?? options.host) !== 'api.hubapi.com') return original.apply(this, args);
	const callback = args.find((arg) => typeof arg === 'function');
	const { hostname, host, port, protocol, agent, agents, ...rest } = options;
	return http.request(
		{
			...rest,
			protocol: 'http:',
			hostname: target.hostname,
			port: target.port,
			path: `${target.pathname.replace(/\/$/, '')}${options.path}`,
		},
		callback,
	);
};
