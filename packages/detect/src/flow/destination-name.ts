import { COMMON_HOSTS } from './common-hosts.js';

/** What a destination is told by. */
export interface DestinationName {
  /** Host, mail address, or the first word of whatever else the destination is; in lower case. */
  readonly name: string;
  /** What one grant holds for: the name, and on hosts of many people's accounts the account too. */
  readonly account: string;
  /** Whether the words of the call chose a host. Everything else was set up outside of the session. */
  readonly isHost: boolean;
}

const ADDRESS = /^[^\s/]*@[^\s/]+\.[^\s/]+$/;

/**
 * Reads a destination: an address with a scheme, `host/path`, `host:port`, `user@host:path`, a mail address, or a name
 * such as that of a remote, a channel or a tool. Of several words the first that has a scheme counts, or else the first.
 */
export function destinationName(destination: string): DestinationName {
  const words = destination.slice(0, 4096).trim().toLowerCase().split(/\s+/);
  const address = words.find((word) => word.includes('://'));
  const [first = ''] = words;
  if (address === undefined && ADDRESS.test(first.replace(/^mailto:/, ''))) {
    const mail = first.replace(/^mailto:/, '').replace(/[.:]+$/, '');
    // `user@host:path` is a place on a host.
    const colon = mail.lastIndexOf(':');
    if (colon < 0) return { name: mail, account: mail, isHost: true };
    return named(mail.slice(mail.indexOf('@') + 1, colon), mail.slice(colon + 1));
  }
  const rest = address === undefined ? first : address.slice(address.indexOf('://') + 3);
  const end = rest.search(/[/?#\\]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d{0,5}$/, '');
  if (address === undefined && !/^[^.]+(?:\.[^.]+)+$|^localhost$|^\[/.test(host))
    return { name: first, account: first, isHost: false };
  return named(host, end < 0 ? '' : rest.slice(end + 1));
}

function named(host: string, path: string): DestinationName {
  const name = host.replace(/^\.+|\.+$/g, '');
  const plain = name.replace(/^www\./, '');
  const isShared = Object.hasOwn(COMMON_HOSTS, plain) && COMMON_HOSTS[plain] === true;
  return { name, account: isShared ? `${plain}/${path.split(/[/?#]/, 1)[0] ?? ''}` : name, isHost: true };
}
