import { isIPv4 } from 'node:net';
import { HttpError } from '../http/http-error.js';

/** What a browser or program says of where a request comes from and goes to. */
export interface Origins {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

/**
 * Without a token everything depends on the request coming from this machine by its user's will. A page of another
 * site must not reach us through the user's browser: not under a name of its own that leads here (DNS rebinding), and
 * not by a form or script (request forgery).
 *
 * @throws HttpError 403 unless the request was sent to a loopback name, by a page of this server or by no page.
 */
export function refuseStrangers({ host, origin, fetchSite }: Origins): void {
  const refuse = (why: string): never => {
    throw new HttpError(403, `Refused: ${why}. Set an API token to serve others`, { code: 'STRANGER' });
  };
  if (host === undefined || !isLoopback(nameOf(host))) refuse('the Host field names no loopback address');
  if (origin !== undefined && !isSameOrigin(origin, host ?? '')) refuse('it comes from another origin');
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none')
    refuse('it comes from another site');
}

/** True for names and addresses of this machine that no network leads to. */
export function isLoopback(name: string): boolean {
  const bare = name.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return bare === 'localhost' || bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}

function nameOf(host: string): string {
  return host.replace(/:\d{1,5}$/, '');
}

function isSameOrigin(origin: string, host: string): boolean {
  const parsed = URL.canParse(origin) ? new URL(origin) : null;
  return parsed?.protocol === 'http:' && parsed.host === host.toLowerCase();
}
