/** Loaded into n8n by NODE_OPTIONS: what goes to slack.com goes to the stand-in on this machine. */
const http = require('node:http');
const https = require('node:https');

const real = https.request;
https.request = function request(options, ...rest) {
	if (typeof options !== 'object' || (options.hostname ?? options.host) !== 'slack.com') {
		return real.call(this, options, ...rest);
	}
	const { agent: _agent, agents: _agents, ...kept } = options;
	const port = Number(process.env.SLACK_STAND_IN_PORT);
	return http.request({ ...kept, protocol: 'http:', hostname: '127.0.0.1', host: '127.0.0.1', port }, ...rest);
};
