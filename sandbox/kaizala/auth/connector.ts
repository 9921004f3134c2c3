import { timingSafeEqual } from 'node:crypto';
import type { KaizalaContext } from '../context';
import { invalidParameters, unauthenticated } from '../errors';
import type { Connector } from '../model';

const same = (left: string, right: string) =>
	left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

/** A connector that was deactivated grants nothing new; tokens that it issued keep working. */
export function connectorFor(ctx: KaizalaContext, id: string, secret: string | undefined): Connector {
	const connector = ctx.state.connectors.get(id);
	const secretFits = secret === undefined || (connector !== undefined && same(connector.secret, secret));
	if (!connector || !secretFits) throw unauthenticated('The applicationId or the applicationSecret is not valid');
	if (!connector.active) throw unauthenticated('The connector with this applicationId is not active');
	return connector;
}

export function headerOf(headers: Record<string, string | string[] | undefined>, name: string): string {
	const value = headers[name.toLowerCase()];
	if (typeof value !== 'string' || value === '') throw invalidParameters(`The header ${name} is missing`);
	return value;
}
